"""A question that does not work: it waits for the invigilator, and costs nothing."""

from datetime import timedelta

import pytest

from certification.engine import Asked
from certification.enums import AlertState, Ending, IncidentSubcategory
from certification.selectors.blueprints import asked_of
from certification.selectors.situation import State, situation_of
from certification.services.alerts import ReasonMissing, raise_alert, settle_alert, withdraw
from certification.services.authorisation import let_resume
from certification.services.presence import arrive
from certification.services.tests import Step, end, resume
from tests.support.sitting import OTHER_POST, POST, reply

BROKEN = IncidentSubcategory.IMAGE_NOT_DISPLAYING


@pytest.fixture
def alert(test, now):
    return raise_alert(test=test, position=1, said="L'image manque", now=now)


@pytest.fixture
def settle(alert, invigilator, now):
    def act(*, accepted, minutes=3):
        at, why = now + timedelta(minutes=minutes), BROKEN if accepted else ""
        return settle_alert(alert=alert, accepted=accepted, reason=why, author=invigilator, now=at)

    return act


def test_the_question_waits(test, alert, now):
    assert reply(test, now) == Step.WAITING
    later = situation_of(test, post=POST, now=now + timedelta(minutes=30))
    assert (later.state, later.seconds_left) == (State.WAITING, 7200)


def test_a_second_click_is_the_same_alert(test, alert, now):
    assert raise_alert(test=test, position=1, said="Encore", now=now) == alert


def test_accepted_another_question_is_asked_in_its_place(test, alert, settle, now):
    broken = test.assessment.challenge_id
    assert settle(accepted=True)
    test.assessment.refresh_from_db()
    assert (test.assessment.position, test.assessment.challenge_id == broken) == (2, False)
    assert asked_of(test) == [Asked(broken, correct=False, neutralised=True)]
    assert situation_of(test, post=POST, now=now).number == 1


def test_a_replaced_question_is_asked_on_top_of_the_others(test, alert, settle, now):
    settle(accepted=True)
    steps = [reply(test, now + timedelta(minutes=4)) for _ in range(15)]
    assert steps[-1] == Step.ENDED
    assert test.assessment.answers.count() == 16


def test_refused_the_same_question_goes_on(test, alert, settle, now):
    asked = test.assessment.challenge_id
    settle(accepted=False)
    test.assessment.refresh_from_db()
    assert (test.assessment.position, test.assessment.challenge_id) == (1, asked)
    assert not test.neutralisations.exists()


@pytest.mark.parametrize("accepted", [True, False])
def test_the_time_waited_is_given_back(test, alert, settle, now, accepted):
    settle(accepted=accepted)
    test.refresh_from_db()
    assert test.ends_at == now + timedelta(hours=2, minutes=3)
    assert test.given_seconds == 180


def test_two_invigilators_settle_it_once(test, alert, settle, now):
    assert settle(accepted=True)
    assert not settle(accepted=False, minutes=4)
    alert.refresh_from_db()
    assert alert.state == AlertState.ACCEPTED
    assert test.assessment.answers.count() == 1


def test_it_is_accepted_for_a_reason(alert, invigilator, now):
    with pytest.raises(ReasonMissing):
        settle_alert(alert=alert, accepted=True, author=invigilator, now=now)


def test_the_candidate_may_go_on_after_all(test, alert, now):
    withdraw(test=test, now=now + timedelta(minutes=1))
    assert reply(test, now + timedelta(minutes=2)) == Step.NEXT
    assert test.ends_at == now + timedelta(hours=2, minutes=1)


def test_alerts_taken_back_do_not_make_the_test_longer_and_longer(test, now):
    """Nobody answered: whoever thinks meanwhile, hidden question or not, gains five minutes."""
    for minutes in (0, 20, 40):
        raised = now + timedelta(minutes=minutes)
        assert raise_alert(test=test, position=1, said="", now=raised)
        withdraw(test=test, now=raised + timedelta(minutes=3))
    test.refresh_from_db()
    assert test.ends_at == now + timedelta(hours=2, minutes=5)


def test_a_wait_on_two_accounts_is_given_back_once(test, candidate, settle, invigilator, now):
    """Alert from 0 to 3, suspension from 1 to 5: five minutes."""
    arrive(test, post=OTHER_POST, now=now + timedelta(minutes=1))
    settle(accepted=False, minutes=3)
    let_resume(test=test, author=invigilator, now=now + timedelta(minutes=5))
    at = now + timedelta(minutes=5)
    back = resume(candidate=candidate, code="BCDF23", post=OTHER_POST, now=at)
    assert back.ends_at == now + timedelta(hours=2, minutes=5)


def test_an_ended_test_waits_for_nobody(test, alert, settle, now):
    end(test, Ending.BY_INVIGILATOR, now)
    assert not settle(accepted=True)
    alert.refresh_from_db()
    assert alert.state == AlertState.WITHDRAWN


def test_an_alert_about_a_question_left_is_too_late(test, now):
    reply(test, now)
    assert raise_alert(test=test, position=1, said="", now=now) is None
