"""Scores are recomputed from the answers, and nothing decided is lost."""

from datetime import timedelta

import pytest

from certification.engine import Asked, Ending, score
from certification.enums import AbortReason, Emitter, ResultReason, ResultStatus, SessionState
from certification.models import Result, Session
from certification.selectors.blueprints import blueprint_of
from certification.services import jury
from certification.services.finalisation import Closing, finalise
from certification.services.scoring import latest, score_session
from certification.services.transitions import move
from certification.tasks import score_waiting_sessions
from competences.engine import Settings
from competences.selectors.bank import current_bank
from tests.support.sitting import reply


def by_hand(test):
    """The same, from the rows of the answers and the engine alone."""
    rows = test.assessment.answers.order_by("position").values_list("challenge_id", "outcome")
    asked = [Asked(item, outcome == "correct") for item, outcome in rows]
    plan = blueprint_of(test)
    return score(current_bank().engine, plan, asked, ending=Ending.COMPLETED, settings=Settings())


def test_a_result_is_what_the_answers_are_worth(scored):
    result, found = latest(scored), by_hand(scored)
    assert (result.status, result.emitter) == (ResultStatus.VALIDATED, Emitter.ALGORITHM)
    assert (result.pix, result.pix_low, result.pix_high) == (
        found.pix, found.pix_low, found.pix_high,
    )  # fmt: skip
    levels = {code: told["level"] for code, told in result.competences.items()}
    assert levels == {code: one.level for code, one in found.levels.items()}
    assert result.answered == 15


def test_scored_twice_there_is_one_result(scored, session, now):
    assert score_session(session, now=now) == 0
    assert Result.objects.count() == 1


def close(test, session, head, now, reason, answers):
    for _ in range(answers):
        reply(test, now)
    finalise(session, Closing(reasons={test.pk: reason}), actor=head, now=now)
    score_session(session, now=now)
    return latest(test)


@pytest.mark.parametrize(
    ("reason", "status", "why"),
    [
        (AbortReason.CANDIDATE, ResultStatus.REJECTED, ResultReason.TOO_FEW_ANSWERS),
        (AbortReason.TECHNICAL, ResultStatus.CANCELLED, ResultReason.TOO_FEW_TECHNICAL),
    ],
)
def test_too_few_answers_give_no_pix(test, session, head, now, reason, status, why):
    result = close(test, session, head, now, reason, answers=9)
    assert (result.status, result.reason, result.pix) == (status, why, 0)


def test_questions_not_answered_count_unless_the_machine_failed(test, session, head, now):
    left = close(test, session, head, now, AbortReason.CANDIDATE, answers=10)
    move(session, SessionState.CREATED, actor=head, now=now)
    later = now.replace(hour=now.hour + 1)
    finalise(session, Closing({test.pk: AbortReason.TECHNICAL}), actor=head, now=later)
    score_session(session, now=later)
    failed = latest(test)
    assert failed.pix > left.pix
    assert [failed.counted, left.counted] == [10, 15]
    assert test.results.count() == 2


def test_a_failure_is_a_result_in_error(whole, session, head, now, caplog):
    whole.plan = {}
    whole.save()
    finalise(session, Closing(), actor=head, now=now)
    score_session(session, now=now)
    assert latest(whole).status == ResultStatus.ERROR


def test_below_the_minimum_nothing_is_certified(scored, session, head, now, settings):
    settings.CERTIFICATION_MINIMUM_PIX = 300
    move(session, SessionState.CREATED, actor=head, now=now)
    later = now.replace(hour=now.hour + 1)
    finalise(session, Closing(), actor=head, now=later)
    score_session(session, now=later)
    result = latest(scored)
    assert (result.status, result.reason, result.pix) == (
        ResultStatus.REJECTED, ResultReason.BELOW_MINIMUM, 0,
    )  # fmt: skip


def test_a_worker_that_comes_late_does_not_declare_another_finalisation_scored(
    whole, session, head, now
):
    finalise(session, Closing(), actor=head, now=now)
    stale = Session.objects.get(pk=session.pk)
    move(session, SessionState.CREATED, actor=head, now=now)
    score_session(stale, now=now)
    later = now + timedelta(hours=1)
    finalise(session, Closing(), actor=head, now=later)
    score_session(stale, now=now)
    session.refresh_from_db()
    assert session.scored_at is None
    assert score_session(session, now=later) == 1


def test_a_clock_that_is_late_does_not_score_twice(whole, session, head, now):
    finalise(session, Closing(), actor=head, now=now)
    late = now - timedelta(seconds=30)
    assert [score_session(session, now=late) for _ in range(2)] == [1, 0]


def test_what_nobody_scored_is_found_again(whole, session, head, now):
    """The queue was down when the session was finalised."""
    finalise(session, Closing(), actor=head, now=now)
    score_waiting_sessions()
    session.refresh_from_db()
    assert session.scored_at is not None
    score_waiting_sessions()
    assert Result.objects.count() == 1


def test_an_error_is_mended_by_another_computation(whole, session, head, officer, now, caplog):
    plan, whole.plan = whole.plan, {}
    whole.save()
    finalise(session, Closing(), actor=head, now=now)
    score_session(session, now=now)
    whole.plan = plan
    whole.save()
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    result = jury.rescore(whole, jury.Comments(), author=officer, now=now)
    assert result.status == ResultStatus.VALIDATED


def test_finalised_again_the_decisions_and_words_stay(processed, session, head, officer, now):
    jury.rescore(processed, jury.Comments("Relu."), author=officer, now=now)
    move(session, SessionState.CREATED, actor=officer, now=now)
    later = now + timedelta(hours=1)
    finalise(session, Closing(), actor=head, now=later)
    score_session(session, now=later)
    assert latest(processed).comment_for_candidate == "Relu."
    move(session, SessionState.IN_PROCESS, actor=officer, now=later)
    jury.reject_for_fraud(processed, jury.Comments(), author=officer, now=later)
    move(session, SessionState.CREATED, actor=officer, now=later)
    finalise(session, Closing(), actor=head, now=later + timedelta(hours=1))
    score_session(session, now=later + timedelta(hours=1))
    assert latest(processed).reason == ResultReason.FRAUD
