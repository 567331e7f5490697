"""A person's account, ways in, and traces: accounts, allauth and the administration."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.holdings import Fate, Holding
from accounts.models import User
from accounts.personal_data.subjects import (
    ACCOUNT,
    IDENTITIES,
    INTERNAL,
    OPENS,
    OTHERS,
    SCHOOL_NAME,
    TRACES,
)


def _named_in_administration(user: User) -> QuerySet[Any]:
    """What the administration noted about this person: its lines quote names and addresses."""
    mine = Q()
    for model, keys in (
        (User, [user.pk]),
        (EmailAddress, EmailAddress.objects.filter(user=user).values_list("pk", flat=True)),
        (SocialAccount, SocialAccount.objects.filter(user=user).values_list("pk", flat=True)),
    ):
        kind = ContentType.objects.get_for_model(model)
        mine |= Q(content_type=kind, object_id__in=[str(key) for key in keys])
    return LogEntry.objects.filter(mine)


OWN = (
    Holding(
        name="compte",
        model="accounts.User",
        subject=ACCOUNT,
        paths=("pk",),
        fields=(
            "username",
            "email",
            "first_name",
            "last_name",
            "language",
            "preferences",
            "must_change_password",
            "parent_agreed_at",
            "erasure_announced_at",
            "examined_since",
            "is_active",
            "is_staff",
            "is_superuser",
            "date_joined",
            "last_login",
        ),
        headings={
            "erasure_announced_at": _("effacement annoncé le"),
            "examined_since": _("certification en cours depuis"),
            "is_superuser": _("administre la plateforme"),
            "last_login": _("dernière connexion"),
        },
        withheld={"password": OPENS},
    ),
    Holding(
        name="adresses",
        model="account.EmailAddress",
        subject=IDENTITIES,
        paths=("user",),
        fields=("email", "verified", "primary"),
        headings={
            "email": _("adresse e-mail"),
            "verified": _("confirmée"),
            "primary": _("principale"),
        },
    ),
    Holding(
        name="confirmations",
        model="account.EmailConfirmation",
        subject=IDENTITIES,
        paths=("email_address__user",),
        fields=("created", "sent"),
        headings={"created": _("demandée le"), "sent": _("envoyée le")},
        withheld={"key": OPENS},
    ),
    Holding(
        name="identites",
        model="socialaccount.SocialAccount",
        subject=IDENTITIES,
        paths=("user",),
        fields=("provider", "uid", "date_joined", "last_login", "extra_data"),
        headings={
            "provider": _("donnée par"),
            "uid": _("identifiant reçu"),
            "date_joined": _("depuis"),
            "last_login": _("dernière connexion"),
            "extra_data": _("ce qui a été reçu"),
        },
    ),
    Holding(
        name="jetons",
        model="socialaccount.SocialToken",
        subject=IDENTITIES,
        paths=("account__user",),
        fields=("account__provider", "expires_at"),
        headings={"account__provider": _("donné par"), "expires_at": _("valable jusqu'au")},
        withheld={"app": INTERNAL, "token": OPENS, "token_secret": OPENS},
    ),
)

LEFT_BEHIND = (
    Holding(
        name="acces-a-mes-donnees",
        model="accounts.AuditEvent",
        subject=TRACES,
        paths=("person", "learner__user"),
        fields=("at", "action", "organisation__name"),
        headings={"organisation__name": SCHOOL_NAME},
        withheld={"actor": OTHERS, "learner": OTHERS, "details": OTHERS},
        fate=Fate.KEPT,
        reason="proves who saw or changed pupils' data; holds row numbers only, and is purged",
    ),
    Holding(
        name="mes-acces",
        model="accounts.AuditEvent",
        subject=TRACES,
        paths=("actor",),
        fields=("at", "action", "organisation__name"),
        headings={"organisation__name": SCHOOL_NAME},
        withheld={"person": OTHERS},
        fate=Fate.KEPT,
        reason="proves who saw or changed pupils' data; holds row numbers only, and is purged",
    ),
    Holding(
        name="gestes-d-administration",
        model="admin.LogEntry",
        subject=TRACES,
        paths=("user",),
        fields=("action_time", "action_flag", "content_type__model"),
        headings={
            "action_time": _("date"),
            "action_flag": _("action"),
            "content_type__model": _("table"),
        },
        withheld={"object_id": OTHERS, "object_repr": OTHERS, "change_message": OTHERS},
    ),
    Holding(
        name="administration-de-mon-compte",
        model="admin.LogEntry",
        subject=TRACES,
        find=_named_in_administration,
        fields=("action_time", "action_flag"),
        headings={"action_time": _("date"), "action_flag": _("action")},
        fate=Fate.DETACHED,
        reason="says what the staff did, without the name it quoted",
        blanks={"object_repr": ""},
    ),
)
