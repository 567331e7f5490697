"""Who is expected in a session: from a list, by hand, from the classes of a school.

A session takes candidates until it is finalised. Whoever entered it stays in it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from accounts.enums import AuditAction, Barrier
from accounts.models import Learner, User
from accounts.names import search_key
from accounts.services.audit import record
from certification.candidate_files.rows import CandidateRow
from certification.enums import SessionState
from certification.models import Candidate, Session
from certification.selectors.birthplaces import birth_places_of

# What a list says of a candidate, and hence may change.
_LISTED: Final = (
    *("last_name", "first_name", "birth_date", "sex", "search_name"),
    *("birth_insee_code", "birth_postal_code", "birth_city", "birth_country"),
    *("email", "result_email", "external_id", "extra_time_percent"),
)


class SessionClosedError(Exception):
    """The session is finalised: its list changes no more."""


class SessionJoinedError(Exception):
    """Somebody entered the session: its list is not replaced any more."""


class AlreadyExpectedError(Exception):
    """The same person is in this session."""


class CandidateEnteredError(Exception):
    """The candidate entered the session: she stays in it."""


class TestBegunError(Exception):
    """The test has begun: its time is changed by the invigilator."""

    __test__ = False


@dataclass(frozen=True, slots=True)
class Replaced:
    added: int = 0
    kept: int = 0
    removed: int = 0


@transaction.atomic
def replace_candidates(
    *, session: Session, rows: Sequence[CandidateRow], actor: User | None, now: datetime
) -> Replaced:
    """Make a checked list that of the session. Who was in it already keeps her needs and her place
    in her class. Raises SessionClosedError, SessionJoinedError."""
    _lock(session)
    known = {one.identity: one for one in _seats(session).select_for_update(of=("self",))}
    if any(one.linked_at or one.user_id for one in known.values()):
        raise SessionJoinedError
    listed = {row.identity: row for row in rows}
    gone = [one.pk for identity, one in known.items() if identity not in listed]
    Candidate.objects.filter(pk__in=gone).delete()
    kept = [_changed(one, listed[one.identity]) for one in known.values() if one.pk not in gone]
    if kept:
        Candidate.objects.bulk_update(kept, _LISTED)
    new = [candidate_of(session, row, now) for row in rows if row.identity not in known]
    add_all(session=session, candidates=new)
    counts = Replaced(added=len(new), kept=len(kept), removed=len(gone))
    _tell(session, actor, now, added=counts.added, kept=counts.kept, removed=counts.removed)
    return counts


@transaction.atomic
def add_candidate(
    *, session: Session, row: CandidateRow, actor: User | None, now: datetime
) -> Candidate:
    """One more, by hand. Raises SessionClosedError, AlreadyExpectedError."""
    _lock(session)
    if _seats(session).filter(identity=row.identity).exists():
        raise AlreadyExpectedError
    [candidate] = add_all(session=session, candidates=[candidate_of(session, row, now)])
    _tell(session, actor, now, added=1)
    return candidate


@transaction.atomic
def enrol_learners(
    *, session: Session, learners: Collection[Learner], actor: User | None, now: datetime
) -> int:
    """Seats for learners of the school of the centre; those who have one keep it. How many are
    new. Raises SessionClosedError."""
    _lock(session)
    taken = {
        value for seat in _seats(session) for value in (seat.learner_id, seat.identity) if value
    }
    free = {
        one.identity: one for one in learners if one.pk not in taken and one.identity not in taken
    }
    places = birth_places_of(list(free.values()))
    candidates = [
        Candidate(
            session=session,
            learner=one,
            last_name=one.last_name,
            first_name=one.first_name,
            birth_date=one.birth_date,
            sex=one.sex,
            class_name=one.class_name,
            birth_insee_code=places[one.pk].insee_code,
            birth_city=places[one.pk].city,
            birth_country=places[one.pk].country,
            identity=one.identity,
            search_name=search_key(last_name=one.last_name, first_name=one.first_name),
            created_at=now,
        )
        for one in free.values()
    ]
    Candidate.objects.bulk_create(candidates)
    _tell(session, actor, now, added=len(candidates))
    return len(candidates)


@transaction.atomic
def adapt(
    *,
    candidate: Candidate,
    extra_time: int,
    needs: Iterable[Barrier],
    actor: User | None,
    now: datetime,
) -> None:
    """Give extra time (a percentage, 0 for none) and leave aside what the person cannot do.
    Raises SessionClosedError, TestBegunError."""
    _lock(candidate.session)
    seat = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    if hasattr(seat, "test"):
        raise TestBegunError
    candidate.extra_time_percent = extra_time
    candidate.needs = sorted({str(Barrier(need)) for need in needs})
    candidate.save(update_fields=["extra_time_percent", "needs"])
    _tell(candidate.session, actor, now, adapted=1)


@transaction.atomic
def remove_candidate(*, candidate: Candidate, actor: User | None, now: datetime) -> None:
    """Raises SessionClosedError, CandidateEnteredError."""
    _lock(candidate.session)
    seat = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    if seat.linked_at or seat.user_id or hasattr(seat, "test"):
        raise CandidateEnteredError
    seat.delete()
    _tell(candidate.session, actor, now, removed=1)


def candidate_of(session: Session, row: CandidateRow, now: datetime) -> Candidate:
    """A checked row as a candidate, not stored yet: `add_all` does it."""
    return _changed(Candidate(session=session, identity=row.identity, created_at=now), row)


def add_all(*, session: Session, candidates: list[Candidate]) -> list[Candidate]:
    """Store new candidates, each with her row of the school's list if she has one."""
    learners = _learners(session, candidates)
    for one in candidates:
        if found := learners.get(one.identity):
            one.learner, one.class_name = found, found.class_name
    return Candidate.objects.bulk_create(candidates)


def _learners(session: Session, candidates: Iterable[Candidate]) -> dict[str, Learner]:
    """By identity: those who are alone to have it, and have no seat yet."""
    school = session.centre.organisation_id
    if school is None:
        return {}
    found: dict[str, list[Learner]] = {}
    rows = Learner.objects.filter(
        organisation=school,
        disabled_at=None,
        identity__in={one.identity for one in candidates},
    ).exclude(candidacies__session=session)
    for learner in rows.order_by("pk"):
        found.setdefault(learner.identity, []).append(learner)
    return {identity: same[0] for identity, same in found.items() if len(same) == 1}


def _changed(candidate: Candidate, row: CandidateRow) -> Candidate:
    place = row.birth_place
    values: dict[str, Any] = {
        "last_name": row.last_name,
        "first_name": row.first_name,
        "birth_date": row.birth_date,
        "sex": row.sex,
        "birth_insee_code": place.insee_code,
        "birth_postal_code": place.postal_code,
        "birth_city": place.city,
        "birth_country": place.country,
        "email": row.email,
        "result_email": row.result_recipient_email,
        "external_id": row.external_id,
        "extra_time_percent": row.extra_time or 0,
        "search_name": search_key(last_name=row.last_name, first_name=row.first_name),
    }
    for name, value in values.items():
        setattr(candidate, name, value)
    return candidate


def _lock(session: Session) -> None:
    """Until the end of the transaction, nobody finalises it nor changes its list."""
    held = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if held.state != SessionState.CREATED:
        raise SessionClosedError


def _seats(session: Session) -> Any:
    return Candidate.objects.filter(session=session).order_by("pk")


def _tell(session: Session, actor: User | None, now: datetime, **counts: int) -> None:
    record(
        action=AuditAction.CANDIDATES_CHANGED,
        actor=actor,
        organisation=session.centre.organisation,
        now=now,
        **dict[str, Any](session=session.number, **counts),
    )
