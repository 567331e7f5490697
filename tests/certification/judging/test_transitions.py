"""Sessions go from state to state by the table, and by nothing else."""

import itertools

import pytest

from accounts.models import AuditEvent
from certification.enums import SessionState
from certification.services.transitions import MOVES, HeldByAnother, MoveRefused, move
from tests.factories.accounts import UserFactory
from tests.factories.certification import SessionFactory

pytestmark = pytest.mark.django_db
ALLOWED = {
    ("created", "finalised"),
    ("finalised", "created"),
    ("finalised", "in_process"),
    ("finalised", "published"),
    ("in_process", "in_process"),
    ("in_process", "finalised"),
    ("in_process", "created"),
    ("in_process", "published"),
    ("published", "in_process"),
}


def in_state(state: SessionState, now, staff):
    dates = {} if state == SessionState.CREATED else {"finalised_at": now}
    if state == SessionState.IN_PROCESS:
        dates["officer"] = staff
    if state == SessionState.PUBLISHED:
        dates["published_at"] = now
    return SessionFactory(state=state, **dates)


@pytest.mark.parametrize(
    ("start", "to"), list(itertools.product(SessionState, repeat=2)), ids=lambda state: state.value
)
def test_each_move_is_allowed_or_refused(start, to, now, staff):
    session = in_state(start, now, staff)
    if (start.value, to.value) in ALLOWED:
        assert move(session, to, actor=staff, now=now).state == to
    else:
        with pytest.raises(MoveRefused):
            move(session, to, actor=staff, now=now)
        session.refresh_from_db()
        assert session.state == start


def test_the_table_is_the_one_that_is_tested():
    assert {(start.value, to.value) for start, to in MOVES} == ALLOWED


def test_a_refusal_under_the_lock_changes_nothing(now, staff):
    session = SessionFactory()

    def check(held):
        held.global_comment = "perdu"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 -- ours
        move(session, SessionState.FINALISED, actor=staff, now=now, check=check)
    session.refresh_from_db()
    assert (session.state, session.global_comment) == (SessionState.CREATED, "")


def test_reopened_it_can_be_supervised_again_and_nobody_holds_it(now, staff):
    session = in_state(SessionState.FINALISED, now, staff)
    move(session, SessionState.IN_PROCESS, actor=staff, now=now)
    assert session.officer == staff
    move(session, SessionState.CREATED, actor=staff, now=now)
    assert (session.officer, session.finalised_at, session.scored_at) == (None, None, None)


def test_finalisation_and_publication_are_in_the_journal(now, staff):
    session = SessionFactory()
    move(session, SessionState.FINALISED, actor=staff, now=now)
    move(session, SessionState.PUBLISHED, actor=staff, now=now)
    lines = AuditEvent.objects.order_by("pk").values_list("action", "details")
    told = {"session": session.number}
    assert list(lines) == [("session_finalised", told), ("session_published", told)]


@pytest.mark.parametrize("to", ["finalised", "created", "published"])
def test_what_an_officer_holds_moves_by_their_hand_only(to, now, staff):
    session = in_state(SessionState.IN_PROCESS, now, staff)
    other = UserFactory(is_staff=True)
    with pytest.raises(HeldByAnother):
        move(session, SessionState(to), actor=other, now=now)
    move(session, SessionState.IN_PROCESS, actor=other, now=now)
    assert move(session, SessionState(to), actor=other, now=now).state == to
