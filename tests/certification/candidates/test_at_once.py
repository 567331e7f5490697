"""Two people of the team at the same moment, and a candidate who enters meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from certification.models import Candidate
from certification.services.candidates import (
    AlreadyExpectedError,
    SessionJoinedError,
    add_candidate,
    enrol_learners,
    replace_candidates,
)
from tests.factories.certification import CandidateFactory

from .conftest import row

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Results, or the exception raised, of calls made by threads that start together."""

    def run(call):
        try:
            return call()
        except Exception as refusal:  # noqa: BLE001 -- the test judges it
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def act(session, teacher, now):
    return {"session": session, "actor": teacher, "now": now}


def test_a_class_is_enrolled_once(act, session, pupils):
    numbers = at_once(*[partial(enrol_learners, learners=pupils, **act)] * 4)
    assert sorted(numbers) == [0, 0, 0, 3]
    assert session.candidates.count() == 3


def test_one_by_hand_comes_once(act, session):
    found = at_once(*[partial(add_candidate, row=row(), **act)] * 4)
    assert sum(isinstance(one, AlreadyExpectedError) for one in found) == 3
    assert session.candidates.count() == 1


def test_two_lists_leave_one(act, session):
    lists = ([row("A"), row("B")], [row("C")])
    at_once(*(partial(replace_candidates, rows=rows, **act) for rows in lists))
    left = sorted(session.candidates.values_list("last_name", flat=True))
    assert left in (["A", "B"], ["C"])


def test_whoever_enters_meanwhile_is_not_lost(act, session, learner, now):
    seat = CandidateFactory(session=session)
    enter = Candidate.objects.filter(pk=seat.pk).update
    entered, replaced = at_once(
        partial(enter, linked_at=now, user=learner),
        partial(replace_candidates, rows=[row()], **act),
    )
    if entered:
        assert isinstance(replaced, SessionJoinedError)
        assert session.candidates.get() == seat
    else:
        assert session.candidates.get().last_name == "Martin"
