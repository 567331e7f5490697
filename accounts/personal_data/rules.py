"""How long accounts keep what they hold."""

from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.enums import ErasureReason, ImportState
from accounts.models import (
    AuditEvent,
    EntTicket,
    ImportRun,
    Invitation,
    Learner,
    LinkClaim,
    Membership,
    User,
)
from accounts.retention import Rule, kept
from accounts.selectors.erasure import who_may_not_go
from accounts.services.erasure import announce_erasure, erase_person

# Each one is erased alone, in some fifty milliseconds: the rest waits for the next night.
_PEOPLE_A_NIGHT = 5_000
_WAITING = (
    ImportState.UPLOADED,
    ImportState.REFUSED,
    ImportState.CHECKING,
    ImportState.CHECKED,
    ImportState.FAILED,
)


def _unused(before: datetime) -> QuerySet[User]:
    """People who did not sign in since; the staff and the only head of a team are kept."""
    return (
        User.objects.alias(last_seen=Coalesce("last_login", "date_joined"))
        .filter(last_seen__lt=before)
        .exclude(pk__in=who_may_not_go(seen_since=before).values("pk"))
    )


def _unused_to_warn(before: datetime) -> QuerySet[User]:
    announced = Q(erasure_announced_at__gte=F("last_seen"))
    return _unused(before).filter(email__isnull=False).exclude(announced)


def _unused_and_warned(before: datetime) -> QuerySet[User]:
    """Told in time; nothing can be told to who has no address."""
    told_before = before + settings.RETENTION["unused_accounts"] - settings.ERASURE_NOTICE
    told = Q(erasure_announced_at__gte=F("last_seen"), erasure_announced_at__lt=told_before)
    return _unused(before).filter(told | Q(email__isnull=True))


def _warn(people: QuerySet[User], now: datetime) -> None:
    for person in people:
        announce_erasure(user=person, now=now)


def _erase_people(people: QuerySet[User], now: datetime) -> None:
    for person in people:
        erase_person(user=person, actor=None, reason=ErasureReason.UNUSED, now=now)


def _give_up(runs: QuerySet[ImportRun], now: datetime) -> None:
    runs.update(state=ImportState.GIVEN_UP, content=None)


def _forget_problems(runs: QuerySet[ImportRun], now: datetime) -> None:
    runs.update(problems=[])


def _erase_lines(lines: QuerySet[AuditEvent], now: datetime) -> None:
    """The database refuses it to whoever does not say so, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pix.purge = 'on'")
    lines.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pix.purge = 'off'")


def _former_members(before: datetime) -> QuerySet[Membership]:
    """Those whom an ENT opens the door for stay with their account: it would let them in again."""
    by_ent = SocialAccount.objects.values("user")
    return Membership.objects.filter(ended_at__lt=before).exclude(user__in=by_ent)


def _learners(**conditions: Any) -> Any:
    return lambda before: Learner.objects.filter(disabled_at__lt=before, **conditions)


RULES = (
    Rule(
        "unused-accounts-warned",
        _("comptes sans usage, prévenus"),
        lambda: settings.RETENTION["unused_accounts"] - settings.ERASURE_NOTICE,
        _unused_to_warn,
        _warn,
    ),
    Rule(
        "unused-accounts",
        _("comptes sans usage, effacés"),
        kept("unused_accounts"),
        _unused_and_warned,
        _erase_people,
        at_most=_PEOPLE_A_NIGHT,
    ),
    Rule(
        "unlinked-learners",
        _("élèves sortis de la liste, sans compte"),
        kept("unlinked_learners"),
        _learners(user__isnull=True),
    ),
    Rule(
        "learners",
        _("élèves sortis de la liste"),
        kept("learners"),
        _learners(user__isnull=False),
    ),
    Rule(
        "import-files",
        _("fichiers de liste jamais appliqués"),
        kept("import_files"),
        lambda before: ImportRun.objects.filter(uploaded_at__lt=before, state__in=_WAITING),
        _give_up,
    ),
    Rule(
        "import-problems",
        _("problèmes relevés dans les listes"),
        kept("import_problems"),
        lambda before: ImportRun.objects.filter(uploaded_at__lt=before).exclude(problems=[]),
        _forget_problems,
    ),
    Rule(
        "imports",
        _("historique des imports"),
        kept("imports"),
        lambda before: ImportRun.objects.filter(uploaded_at__lt=before),
    ),
    Rule(
        "claims",
        _("demandes de rattachement"),
        kept("claims"),
        lambda before: LinkClaim.objects.filter(made_at__lt=before),
    ),
    Rule(
        "invitations",
        _("invitations répondues ou dépassées"),
        kept("invitations"),
        lambda before: Invitation.objects.filter(
            Q(accepted_at__lt=before) | Q(cancelled_at__lt=before) | Q(expires_at__lt=before)
        ),
    ),
    Rule(
        "ended-memberships",
        _("anciens membres des équipes"),
        kept("ended_memberships"),
        _former_members,
    ),
    Rule(
        "tickets",
        _("tickets des ENT"),
        kept("tickets"),
        lambda before: EntTicket.objects.filter(used_at__lt=before),
    ),
    Rule(
        "journal",
        _("lignes du journal"),
        kept("journal"),
        lambda before: AuditEvent.objects.filter(at__lt=before),
        _erase_lines,
    ),
    Rule(
        "administration",
        _("gestes d'administration"),
        kept("journal"),
        lambda before: LogEntry.objects.filter(action_time__lt=before),
    ),
)
