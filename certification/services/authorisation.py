"""What the invigilator grants: to start, to resume, more time."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.models import User
from certification.codes import normalised
from certification.enums import EventKind, SessionState, TestState
from certification.models import Candidate, CertificationTest
from certification.services.clock import give
from certification.services.locks import lock, lock_candidate
from certification.services.presence import note
from certification.services.refusals import Refusal


@transaction.atomic
def authorise(*, candidates: Iterable[Candidate], author: User, now: datetime) -> int:
    """Let candidates start, once, within a quarter of an hour. How many could be.

    Those whose test has begun are left aside: see `let_resume`.
    """
    seats = _locked(candidates)
    Candidate.objects.filter(pk__in=[seat.pk for seat in seats]).update(
        authorised_at=now, authorised_by=author
    )
    for seat in seats:
        note(EventKind.AUTHORISED, candidate=seat, author=author, now=now)
    return len(seats)


@transaction.atomic
def unauthorise(*, candidates: Iterable[Candidate], author: User, now: datetime) -> int:
    """Take back authorisations that were not used. How many."""
    seats = [seat for seat in _locked(candidates) if seat.authorised_at]
    Candidate.objects.filter(pk__in=[seat.pk for seat in seats]).update(
        authorised_at=None, authorised_by=None
    )
    for seat in seats:
        note(EventKind.UNAUTHORISED, candidate=seat, author=author, now=now)
    return len(seats)


@transaction.atomic
def let_resume(*, test: CertificationTest, author: User, now: datetime) -> bool:
    """Let the candidate go on from the browser where the code is typed next. Whether it was of use.

    It may come before the candidate, who has just changed machines: once, within a quarter of an
    hour.
    """
    assert test.candidate is not None  # noqa: S101 -- nobody supervises a mock test
    seat = lock_candidate(test.candidate)
    lock(test)
    if test.state != TestState.STARTED:
        return False
    seat.authorised_at, seat.authorised_by = now, author
    seat.save(update_fields=["authorised_at", "authorised_by"])
    note(EventKind.AUTHORISED, test=test, author=author, now=now, detail={"resume": True})
    return True


def extend(*, tests: Iterable[CertificationTest], minutes: int, author: User, now: datetime) -> int:
    """Give more time to tests under way. How many could be."""
    return sum(_extended(test, minutes, author, now) for test in tests)


@transaction.atomic
def _extended(test: CertificationTest, minutes: int, author: User, now: datetime) -> bool:
    lock(test)
    if test.state != TestState.STARTED:
        return False
    give(test, timedelta(minutes=minutes))
    note(EventKind.EXTENDED, test=test, author=author, now=now, detail={"minutes": minutes})
    return True


def _locked(candidates: Iterable[Candidate]) -> Collection[Candidate]:
    """Those of open sessions whose test has not begun."""
    return list(
        Candidate.objects.select_for_update(of=("self",), no_key=True)
        .filter(
            pk__in=[candidate.pk for candidate in candidates],
            session__state=SessionState.CREATED,
            test=None,
        )
        .order_by("pk")
    )


def right_code(candidate: Candidate, code: str) -> bool:
    return constant_time_compare(normalised(code), candidate.session.access_code)


def spend(seat: Candidate, code: str, now: datetime) -> Refusal | None:
    """Use up the authorisation of a seat, or say why not. Its lock is held."""
    if not right_code(seat, code):
        return Refusal.WRONG_CODE
    if seat.authorised_at is None:
        return Refusal.NOT_AUTHORISED
    if now > seat.authorised_at + settings.AUTHORISATION_LIFE:
        return Refusal.AUTHORISATION_EXPIRED
    seat.authorised_at = None
    seat.save(update_fields=["authorised_at"])
    return None
