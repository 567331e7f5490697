"""Erasing a person (docs/adr/0008): what is theirs goes, what stays no longer leads to them."""

from datetime import datetime
from functools import partial
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import IntegrityError, OperationalError, transaction
from django.urls import reverse
from django.utils.translation import override

from accounts.enums import AuditAction, ErasureReason
from accounts.holdings import Fate, holdings
from accounts.models import EntTicket, Membership, Organisation, User
from accounts.selectors.erasure import headless_without
from accounts.services.audit import record
from accounts.sessions import SessionStore
from accounts.tasks import end_sessions

_ATTEMPTS: Final = 3
_AT_ONCE: Final = 500


class LastAdministratorError(Exception):
    """The platform would be left without anyone to administer it."""


class OnlyHeadError(Exception):
    """These organisations would be left without anyone to administer them."""

    def __init__(self, organisations: list[Organisation]) -> None:
        super().__init__(*organisations)
        self.organisations = organisations


def erase_person(
    *,
    user: User,
    actor: User | None,
    now: datetime,
    reason: ErasureReason = ErasureReason.OWN_CHOICE,
) -> None:
    """Erase the person and what is theirs; schools keep their lists, unlinked, and are told.

    Raises LastAdministratorError or OnlyHeadError, and then changes nothing. No `actor`: the
    platform itself.
    """
    for attempts_left in reversed(range(_ATTEMPTS)):
        try:
            with transaction.atomic():
                _refuse_if_needed(user)
                _tell(user, actor, reason, now)
                _empty_tables(user)
        except (IntegrityError, OperationalError):
            # The worker, or another tab, has just written something of theirs.
            if not attempts_left:
                raise
        else:
            return


def announce_erasure(*, user: User, now: datetime) -> None:
    """Tell who no longer comes when the account will go, unless they sign in."""
    user.erasure_announced_at = now
    user.save(update_fields=["erasure_announced_at"])
    address = f"{settings.PUBLIC_URL}{reverse('account_login')}"
    details = {"user": user, "date": now + settings.ERASURE_NOTICE, "link": address}
    with override(user.language):
        get_adapter().send_mail("accounts/email/erasure_announced", user.email or "", details)


def forget_sessions(*, user_id: int) -> None:
    """End every session of a person: they hold the name used to sign in."""
    store = SessionStore()
    keys = [
        session.session_key
        for session in Session.objects.order_by("pk").iterator(chunk_size=_AT_ONCE)
        if store.decode(session.session_data).get(SESSION_KEY) == str(user_id)
    ]
    EntTicket.objects.filter(session_key__in=keys).delete()
    Session.objects.filter(pk__in=keys).delete()


def _refuse_if_needed(user: User) -> None:
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    if user.is_superuser and not administrators.exclude(pk=user.pk).exists():
        raise LastAdministratorError
    # Two heads who leave at once wait for each other, and the second is refused.
    places = Membership.objects.filter(user=user, ended_at__isnull=True).values("organisation")
    list(Organisation.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    if organisations := headless_without(user):
        raise OnlyHeadError(organisations)


def _tell(user: User, actor: User | None, reason: ErasureReason, now: datetime) -> None:
    """A line in the journal of each school concerned; one without school if there is none."""
    tell = partial(
        record, action=AuditAction.PERSON_ERASED, actor=actor, person=user, now=now, reason=reason
    )
    rows = list(user.learners.select_related("organisation", "user").order_by("pk"))
    places = user.memberships.filter(ended_at__isnull=True).select_related("organisation")
    schools = [place.organisation for place in places]
    for row in rows:
        tell(learner=row)
    for school in schools:
        tell(organisation=school)
    if not rows and not schools:
        tell()


def _empty_tables(user: User) -> None:
    """Tables that refer to others first; the person last."""
    key = user.pk
    for holding in reversed(holdings()):
        rows = holding.rows(user)
        if holding.fate is Fate.ERASED:
            rows.delete()
        elif holding.blanks:
            rows.update(**holding.blanks)
    # A worker that cannot be reached changes nothing: sessions without a person open nothing.
    transaction.on_commit(lambda: end_sessions.delay(key), robust=True)
