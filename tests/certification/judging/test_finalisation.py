"""A session closes once it is said why each test was not finished."""

import pytest

from certification.enums import AbortReason, Ending, SessionState
from certification.services.finalisation import (
    Closing,
    MissingReasons,
    NeedlessReasons,
    NobodyStarted,
    finalise,
)
from certification.services.tests import Step
from certification.services.transitions import MoveRefused
from tests.support.sitting import reply

TECHNICAL = AbortReason.TECHNICAL


def test_nothing_to_finalise_when_nobody_started(session, candidate, head, now):
    with pytest.raises(NobodyStarted):
        finalise(session, Closing(), actor=head, now=now)


def test_finalised_twice_is_refused(scored, session, head, now):
    with pytest.raises(MoveRefused):
        finalise(session, Closing(), actor=head, now=now)


def test_a_test_not_finished_needs_a_reason(test, session, head, now):
    with pytest.raises(MissingReasons) as refusal:
        finalise(session, Closing(), actor=head, now=now)
    assert refusal.value.tests == [test]
    test.refresh_from_db()
    assert (test.state, session.state) == ("started", SessionState.CREATED)


def test_a_finished_one_takes_none(whole, session, head, now):
    closing = Closing(reasons={whole.pk: TECHNICAL})
    with pytest.raises(NeedlessReasons):
        finalise(session, closing, actor=head, now=now)


def test_what_is_under_way_ends_with_the_session(test, session, head, now):
    closing = Closing(reasons={test.pk: TECHNICAL}, global_comment=" Coupure. ", had_incident=True)
    finalise(session, closing, actor=head, now=now)
    test.refresh_from_db()
    assert (test.state, test.ending) == ("ended", Ending.BY_FINALISATION)
    assert test.abort_reason == TECHNICAL
    assert (session.global_comment, session.had_incident) == ("Coupure.", True)
    assert session.finalised_by == head


def test_an_answer_that_comes_after_is_told_that_it_is_over(test, session, head, now):
    finalise(session, Closing(reasons={test.pk: TECHNICAL}), actor=head, now=now)
    assert reply(test, now) != Step.NEXT
    assert test.assessment.answers.count() == 0
