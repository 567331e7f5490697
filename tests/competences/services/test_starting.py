"""Start, resume, retry, reset, keep a trial."""

from datetime import timedelta

import pytest
from django.conf import settings

from competences.enums import AssessmentKind, AssessmentState, Attempt
from competences.models import Assessment, CompetenceProfile
from competences.services import starting
from competences.services.folding import store_fold
from tests.support.answers import answer, finish

NO_JAVASCRIPT = ("needs_javascript",)


def start(user, now, **changes):
    arguments = {"competence": "1.2", "needs": NO_JAVASCRIPT, "now": now} | changes
    return starting.start_or_resume(user_id=user.pk, **arguments)


def finished(user, now, *, right=True):
    test = finish(start(user, now), right=right, now=now)
    store_fold(user.pk, "1.2", now=now)
    return test


def test_a_first_test_asks_an_easy_question(learner, now):
    test = start(learner, now)
    assert (test.position, test.state, test.attempt) == (1, "started", Attempt.FIRST)
    assert test.challenge_id.partition("-")[2][0] == "2"


def test_starting_twice_resumes_the_same_question(learner, now):
    first = start(learner, now)
    again = start(learner, now + timedelta(days=1))
    assert (again.pk, again.challenge_id) == (first.pk, first.challenge_id)


def test_two_tabs_starting_at_once_share_one_test(learner, now):
    one = starting.start_test(user_id=learner.pk, competence="1.2", needs=(), now=now)
    two = starting.start_test(user_id=learner.pk, competence="1.2", needs=(), now=now)
    assert one.pk == two.pk


def test_a_competence_without_challenges_cannot_be_started(learner, now):
    with pytest.raises(starting.NothingToAsk):
        start(learner, now, competence="2.1")


def test_challenges_with_a_barrier_of_the_person_are_never_drawn(learner, now):
    test = start(learner, now)
    finish(test, right=True, now=now)
    asked = set(test.answers.values_list("challenge_id", flat=True))
    assert not any(id_.startswith("dossiers") and id_.endswith("a") for id_ in asked)


def test_a_finished_test_cannot_be_started_again_before_its_delay(learner, now):
    finished(learner, now, right=False)
    with pytest.raises(starting.NotAllowedYet):
        start(learner, now + timedelta(hours=1))
    with pytest.raises(starting.NotAllowedYet) as refusal:
        starting.retry(user_id=learner.pk, competence="1.2", needs=(), now=now + timedelta(days=3))
    assert refusal.value.progress.retry_days == 2


def test_a_retry_keeps_what_was_right_and_asks_what_was_failed(learner, now):
    test = start(learner, now)
    answer(test, right=True, now=now)
    right = test.answers.get().challenge_id
    finish(test, right=False, now=now)
    store_fold(learner.pk, "1.2", now=now)
    later = now + settings.RETRY_DELAY + timedelta(minutes=5)
    again = starting.retry(user_id=learner.pk, competence="1.2", needs=NO_JAVASCRIPT, now=later)
    assert again.attempt == Attempt.RETRY
    assert [tuple(pair) for pair in again.evidence["kept"]] == [(right, True)]
    finish(again, right=True, now=later)
    skills = {id_[:-1] for id_ in again.answers.values_list("challenge_id", flat=True)}
    assert right[:-1] not in skills


def test_a_retry_never_loses_pix(learner, now):
    finished(learner, now)
    before = CompetenceProfile.objects.get().pix
    later = now + settings.RETRY_DELAY + timedelta(minutes=5)
    again = starting.start_test(
        user_id=learner.pk, competence="1.2", needs=(), now=later, attempt=Attempt.RETRY
    )
    finish(again, right=False, now=later)
    store_fold(learner.pk, "1.2", now=later)
    assert CompetenceProfile.objects.get().pix >= before


def test_the_profile_keeps_the_old_result_while_a_retry_is_under_way(learner, now):
    finished(learner, now, right=False)
    before = CompetenceProfile.objects.values("pix", "assessment_id").get()
    later = now + settings.RETRY_DELAY + timedelta(minutes=5)
    again = starting.retry(user_id=learner.pk, competence="1.2", needs=NO_JAVASCRIPT, now=later)
    answer(again, right=True, now=later)
    store_fold(learner.pk, "1.2", now=later)
    assert CompetenceProfile.objects.values("pix", "assessment_id").get() == before


def test_a_reset_waits_four_days_then_starts_from_nothing(learner, now):
    test = finished(learner, now)
    with pytest.raises(starting.NotAllowedYet):
        starting.reset(user_id=learner.pk, competence="1.2", now=now + timedelta(days=3))
    later = now + timedelta(days=4, minutes=5)
    starting.reset(user_id=learner.pk, competence="1.2", now=later)
    assert not CompetenceProfile.objects.exists()
    assert test.answers.count() == test.answered
    fresh = start(learner, later)
    assert (fresh.attempt, fresh.evidence["kept"]) == (Attempt.FIRST, [])


def test_resetting_twice_is_harmless(learner, now):
    finished(learner, now)
    later = now + timedelta(days=5)
    starting.reset(user_id=learner.pk, competence="1.2", now=later)
    starting.reset(user_id=learner.pk, competence="1.2", now=later)
    assert Assessment.objects.filter(reset_at=later).count() == 1


def test_challenges_already_seen_come_back_only_when_nothing_else_is_left(learner, now):
    test = finished(learner, now)
    seen = set(test.answers.values_list("challenge_id", flat=True))
    later = now + timedelta(days=5)
    starting.reset(user_id=learner.pk, competence="1.2", now=later)
    again = finish(start(learner, later), right=True, now=later)
    fresh = [id_ for id_ in again.answers.values_list("challenge_id", flat=True) if id_ in seen]
    assert all(id_.startswith("dossiers") for id_ in fresh)


def trial(now, answers=1):
    test = starting.start_test(user_id=None, competence="1.2", needs=NO_JAVASCRIPT, now=now)
    for _ in range(answers):
        answer(test, right=True, now=now)
    return test


def test_a_trial_is_short(now, db):
    test = finish(trial(now), right=True, now=now)
    assert test.kind == AssessmentKind.TRIAL
    assert test.answered <= settings.TRIAL_QUESTIONS


def test_a_trial_is_kept_by_signing_in_and_goes_on(learner, now, db):
    test = finish(trial(now), right=True, now=now)
    kept = starting.keep_trial(test.public_id, user_id=learner.pk, now=now)
    assert (kept.kind, kept.user_id) == (AssessmentKind.COMPETENCE, learner.pk)
    assert kept.answers.filter(user=learner).count() == test.answered
    assert kept.state == AssessmentState.STARTED or kept.stop_reason


@pytest.mark.parametrize("answers", [0, 2])
def test_a_trial_without_answer_or_beside_a_real_test_is_not_kept(learner, now, answers):
    test = trial(now, answers)
    if answers:
        start(learner, now)
    assert starting.keep_trial(test.public_id, user_id=learner.pk, now=now) is None


def test_signing_in_twice_at_once_keeps_one_trial(learner, now, monkeypatch):
    """The other session kept its trial between the check and the save of this one."""
    start(learner, now)
    monkeypatch.setattr(starting, "_has_test", lambda *_: False)
    test = trial(now, 2)
    assert starting.keep_trial(test.public_id, user_id=learner.pk, now=now) is None
    assert Assessment.objects.get(user=learner).pk != test.pk


def test_a_trial_is_kept_once(learner, outsider, now):
    test = trial(now, 2)
    assert starting.keep_trial(test.public_id, user_id=learner.pk, now=now)
    assert starting.keep_trial(test.public_id, user_id=outsider.pk, now=now) is None
