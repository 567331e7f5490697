"""Entering a session: in which order one is refused, and what is written down."""

from datetime import date, timedelta

import pytest

from certification.enums import EventKind, SessionState
from certification.models import Session
from certification.services import entry
from certification.services.entry import enter
from certification.services.refusals import EntryRefused, Refusal
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.certification import CandidateFactory

BORN = date(2010, 3, 14)


@pytest.fixture
def seat(session):
    """Expected, not in yet."""
    return CandidateFactory(session=session, first_name="Maëlle", last_name="Testard")


@pytest.fixture
def entering(session, person, now):
    def attempt(**changed):
        told = {"first_name": "Maelle", "last_name": "TESTARD", "birth_date": BORN, "user": person}
        return enter(**{"session_number": session.number, "now": now} | told | changed)

    return attempt


def refusal_of(attempt, **changed) -> Refusal:
    with pytest.raises(EntryRefused) as refused:
        attempt(**changed)
    return refused.value.reason


def test_names_are_recognised_without_accents_nor_capitals(entering, seat, person, now):
    found = entering()
    assert (found, found.user, found.linked_at) == (seat, person, now)
    assert list(seat.events.values_list("kind", flat=True)) == [EventKind.LINKED]


def test_entering_twice_changes_nothing(entering, seat, now):
    entering()
    entering(now=now + timedelta(minutes=1))
    seat.refresh_from_db()
    assert seat.linked_at == now
    assert seat.events.count() == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"session_number": 1}, Refusal.UNKNOWN_SESSION),
        ({"first_name": "Maëlys"}, Refusal.NO_MATCH),
        ({"last_name": "Testart"}, Refusal.NO_MATCH),
        ({"birth_date": date(2010, 3, 15)}, Refusal.NO_MATCH),
    ],
)
def test_who_is_not_expected_does_not_enter(entering, seat, changed, reason):
    assert refusal_of(entering, **changed) == reason


def test_a_seat_is_taken_once(entering, seat):
    entering()
    assert refusal_of(entering, user=UserFactory()) == Refusal.SEAT_TAKEN


def test_a_seat_removed_meanwhile_is_not_entered(entering, seat, monkeypatch):
    """The centre replaces its list while somebody types their name."""
    monkeypatch.setattr(entry, "standing_of", lambda user: seat.delete())
    assert refusal_of(entering) == Refusal.NO_MATCH


def test_one_person_does_not_take_two_seats(entering, seat, session):
    CandidateFactory(session=session, first_name="Zoé", last_name="Autre")
    entering()
    assert refusal_of(entering, first_name="Zoé", last_name="Autre") == Refusal.SEATED_ALREADY


@pytest.mark.parametrize("linked", [True, False])
def test_the_seat_of_a_pupil_is_for_the_account_that_the_school_knows(entering, seat, linked):
    seat.learner = LearnerFactory(user=UserFactory() if linked else None)
    seat.save()
    assert refusal_of(entering) == Refusal.NOT_RECOGNISED


def test_the_account_that_the_school_knows_enters(entering, seat, person):
    seat.learner = LearnerFactory(user=person)
    seat.save()
    assert entering() == seat


def test_who_is_not_certifiable_is_told_so_last(entering, seat):
    assert refusal_of(entering, user=UserFactory()) == Refusal.NOT_CERTIFIABLE


def test_a_finalised_session_is_not_entered(entering, seat, now):
    Session.objects.update(state=SessionState.FINALISED, finalised_at=now)
    assert refusal_of(entering) == Refusal.SESSION_CLOSED


def test_nobody_enters_a_day_after_the_first_start(entering, seat, now):
    Session.objects.update(first_started_at=now - timedelta(hours=24))
    assert refusal_of(entering) == Refusal.SESSION_TOO_OLD
    Session.objects.update(first_started_at=now - timedelta(hours=23, minutes=59))
    assert entering() == seat


def test_a_refusal_about_a_seat_is_written_down(entering, seat):
    refusal_of(entering, user=UserFactory())
    event = seat.events.get()
    assert (event.kind, event.detail) == (
        EventKind.REFUSED_ENTRY,
        {"reason": str(Refusal.NOT_CERTIFIABLE)},
    )
