"""A person enters the session where they are expected (reference rows H23 to H27)."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.names import identity_key
from certification.enums import EventKind, SessionState
from certification.models import Candidate, Session
from certification.selectors.eligibility import standing_of
from certification.services.locks import lock_candidate
from certification.services.presence import note
from certification.services.refusals import EntryRefused, Refusal


def enter(
    *,
    session_number: int,
    first_name: str,
    last_name: str,
    birth_date: date,
    user: User,
    now: datetime,
) -> Candidate:
    """Link the account of this person to their seat. Doing it again changes nothing.

    Raises EntryRefused, with the first reason there is; what concerns a seat is written down.
    """
    identity = identity_key(last_name=last_name, first_name=first_name, birth_date=birth_date)
    seat = _expected(session_number, identity)
    reason = _refusal(seat, user, now) or _take(seat, user, now)
    if reason:
        note(
            EventKind.REFUSED_ENTRY,
            candidate=seat,
            author=user,
            now=now,
            detail={"reason": str(reason)},
        )
        raise EntryRefused(reason)
    return Candidate.objects.select_related("session__centre", "session__format").get(pk=seat.pk)


def closed(session: Session, now: datetime) -> Refusal | None:
    """Why nobody starts in a session any more."""
    if session.state != SessionState.CREATED:
        return Refusal.SESSION_CLOSED
    first = session.first_started_at
    if first is not None and now >= first + settings.SESSION_LIFE:
        return Refusal.SESSION_TOO_OLD
    return None


def _expected(session_number: int, identity: str) -> Candidate:
    """The one candidate of this name: a session never has two (`candidate_once_in_a_session`)."""
    session = Session.objects.filter(number=session_number).first()
    if session is None:
        raise EntryRefused(Refusal.UNKNOWN_SESSION)
    seats = Candidate.objects.select_related("session", "learner", "test")
    seat = seats.filter(session=session, identity=identity).first()
    if seat is None:
        raise EntryRefused(Refusal.NO_MATCH)
    return seat


def _refusal(seat: Candidate, user: User, now: datetime) -> Refusal | None:
    if seat.user_id not in (None, user.pk):
        return Refusal.SEAT_TAKEN
    others = Candidate.objects.filter(session=seat.session_id, user=user).exclude(pk=seat.pk)
    if others.exists():
        return Refusal.SEATED_ALREADY
    if seat.learner is not None and seat.learner.user_id != user.pk:
        return Refusal.NOT_RECOGNISED
    if hasattr(seat, "test"):  # comes back: what follows was checked at the start
        return None
    if reason := closed(seat.session, now):
        return reason
    return None if standing_of(user.pk) else Refusal.NOT_CERTIFIABLE


def _take(seat: Candidate, user: User, now: datetime) -> Refusal | None:
    """Somebody else may have been quicker, here or at another seat of this person."""
    try:
        with transaction.atomic():
            current = lock_candidate(seat)
            if current.user_id is None:
                current.user, current.linked_at = user, now
                current.save(update_fields=["user", "linked_at"])
                note(EventKind.LINKED, candidate=current, now=now)
    except IntegrityError:
        return Refusal.SEATED_ALREADY
    except Candidate.DoesNotExist:  # the centre has just replaced its list
        raise EntryRefused(Refusal.NO_MATCH) from None
    return None if current.user_id == user.pk else Refusal.SEAT_TAKEN
