"""The clock is the server's: it ends tests even if nobody is there, and stops when it must."""

from datetime import timedelta

import pytest

from certification.enums import Ending, EventKind
from certification.models import Session
from certification.services.alerts import raise_alert
from certification.services.authorisation import extend
from certification.services.presence import arrive
from certification.services.tests import Step, end, end_overdue
from tests.support.sitting import OTHER_POST, reply


@pytest.fixture
def over(test):
    return test.ends_at + timedelta(seconds=5)


def test_a_test_ends_at_its_deadline_with_nobody_there(test, over):
    assert end_overdue(over - timedelta(seconds=1)) == 0
    assert end_overdue(over) == 1
    test.refresh_from_db()
    assert (test.state, test.ending, test.ended_at) == ("ended", Ending.OUT_OF_TIME, test.ends_at)
    assert end_overdue(over) == 0


def test_an_answer_in_time_may_come_a_little_late(test, over):
    assert reply(test, over - timedelta(seconds=1)) == Step.NEXT
    assert reply(test, over) == Step.ENDED
    assert test.assessment.answers.count() == 1


def test_more_time_moves_the_deadline(test, over, invigilator, now):
    extend(tests=[test], minutes=5, author=invigilator, now=now)
    assert end_overdue(over) == 0
    assert end_overdue(over + timedelta(minutes=5)) == 1


@pytest.mark.parametrize("why", ["alert", "other_post"])
def test_the_clock_is_stopped_while_the_candidate_waits(test, over, why):
    just_before = test.ends_at - timedelta(seconds=1)
    if why == "alert":
        raise_alert(test=test, position=1, said="", now=just_before)
    else:
        arrive(test, post=OTHER_POST, now=just_before)
    assert end_overdue(over + timedelta(hours=1)) == 0


def test_even_a_stopped_clock_ends_after_a_day(test, now):
    arrive(test, post=OTHER_POST, now=now)
    assert Session.objects.get().first_started_at == now
    assert end_overdue(now + timedelta(hours=23)) == 0
    assert end_overdue(now + timedelta(hours=24)) == 1


def test_a_test_ends_once(test, invigilator, now):
    end(test, Ending.BY_INVIGILATOR, now, author=invigilator)
    end(test, Ending.BY_FINALISATION, now + timedelta(minutes=1))
    assert (test.ending, test.ended_at) == (Ending.BY_INVIGILATOR, now)
    assert test.events.filter(kind=EventKind.ENDED).count() == 1
    assert reply(test, now) == Step.ENDED
