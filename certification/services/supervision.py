"""What invigilators do in their room. Any of them, from any post: nothing waits for one page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.crypto import constant_time_compare

from accounts.enums import AuditAction
from accounts.lockout import forget_failures, pause_left, record_failure
from accounts.models import User
from accounts.services import audit
from certification.enums import IncidentCategory, IncidentSubcategory, SessionState
from certification.models import Candidate, LiveAlert, Session, SupervisionEntry
from certification.services.alerts import settle_alert
from certification.services.authorisation import authorise
from certification.services.incidents import Told, report
from certification.services.locks import lock_session


class Refusal(StrEnum):
    UNKNOWN = "unknown"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 -- the name of a refusal
    FINALISED = "finalised"
    CANDIDATE = "candidate"
    TOO_MANY_TRIES = "too_many_tries"


@dataclass
class SupervisionRefused(Exception):
    """`pause`: how long to wait before the next try, if one must."""

    reason: Refusal
    pause: timedelta = timedelta()


def enter(*, number: int, password: str, user: User, now: datetime) -> Session:
    """Open a session to an invigilator, and keep a trace of it. Raises SupervisionRefused.

    Failures are counted for each account, like those of signing in.
    """
    key = f"supervision:{user.pk}"
    if pause := pause_left(key, now=now):
        raise SupervisionRefused(Refusal.TOO_MANY_TRIES, pause)
    session = Session.objects.select_related("centre__organisation").filter(number=number).first()
    if session is None:
        record_failure(key, now=now)
        raise SupervisionRefused(Refusal.UNKNOWN)
    if not constant_time_compare(password, session.supervision_password):
        record_failure(key, now=now)
        raise SupervisionRefused(Refusal.WRONG_PASSWORD)
    if session.state != SessionState.CREATED:
        raise SupervisionRefused(Refusal.FINALISED)
    if session.candidates.filter(user=user).exists():
        raise SupervisionRefused(Refusal.CANDIDATE)
    forget_failures(key)
    _trace(session, user, now)
    return session


@transaction.atomic
def _trace(session: Session, user: User, now: datetime) -> None:
    SupervisionEntry.objects.create(session=session, user=user, entered_at=now, last_seen_at=now)
    audit.record(
        action=AuditAction.SESSION_SUPERVISED,
        actor=user,
        organisation=session.centre.organisation,
        now=now,
        session=session.number,
    )


def mark_present(candidate: Candidate, *, present: bool, now: datetime) -> bool:
    """Tick that somebody is there, or not after all: then nobody has checked who they are.

    Ticked twice, the first time stays. Whether the session is still open.
    """
    if not present:
        return bool(_seat(candidate).update(present_at=None, identity_checked_at=None))
    return bool(_seat(candidate).update(present_at=_first("present_at", now)))


def mark_identity(candidate: Candidate, *, checked: bool, now: datetime) -> bool:
    """Tick that the identity paper was seen: who shows it is there."""
    if not checked:
        return bool(_seat(candidate).update(identity_checked_at=None))
    seen, checked_at = _first("present_at", now), _first("identity_checked_at", now)
    return bool(_seat(candidate).update(present_at=seen, identity_checked_at=checked_at))


@transaction.atomic
def let_start(candidate: Candidate, *, author: User, now: datetime) -> bool:
    """Authorise somebody, who is there. Whether they could be: they may have begun already."""
    given = authorise(candidates=[candidate], author=author, now=now)
    if given:
        mark_present(candidate, present=True, now=now)
    return bool(given)


def let_all_start(session: Session, *, author: User, now: datetime) -> int:
    """Authorise those who are there and have not begun, nor been authorised. How many."""
    there = session.candidates.filter(present_at__isnull=False, test=None, authorised_at=None)
    return authorise(candidates=there.order_by("pk"), author=author, now=now)


@transaction.atomic
def answer_alert(
    alert: LiveAlert,
    *,
    accepted: bool,
    reason: IncidentSubcategory | str,
    author: User,
    now: datetime,
) -> bool:
    """Accept, and report why: the question counts no more and another comes; or refuse.

    Whether it was still to be answered: another invigilator may have. Raises ReasonMissing.
    """
    seat = alert.test.candidate
    assert seat is not None  # noqa: S101 -- nobody answers the alerts of a mock test
    # Before that of the test: the report needs it.
    lock_session(seat.session_id)
    settled = settle_alert(alert=alert, accepted=accepted, reason=reason, author=author, now=now)
    if settled and accepted:
        told = Told(
            IncidentCategory.IN_CHALLENGE,
            IncidentSubcategory(reason),
            question_number=alert.position,
            description=alert.said,
        )
        report(told, session=seat.session, candidate=seat, author=author, now=now)
    return settled


def _seat(candidate: Candidate) -> QuerySet[Candidate]:
    return Candidate.objects.filter(pk=candidate.pk, session__state=SessionState.CREATED)


def _first(name: str, now: datetime) -> Coalesce:
    return Coalesce(F(name), Value(now))
