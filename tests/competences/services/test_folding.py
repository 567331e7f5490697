"""Levels and pix are folds of the answers: rebuilt at any time, equal to what is stored."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from competences.models import Answer, Assessment, CompetenceProfile
from competences.services import starting, upkeep
from competences.services.folding import store_fold
from competences.services.requests import WAITING
from competences.services.upkeep import compare_all, fold_stale, fold_waiting
from competences.tasks import fold_profile, fold_stale_profiles
from pix.shared import counters
from tests.support.answers import answer, finish


@pytest.fixture
def test(learner, now):
    return starting.start_test(
        user_id=learner.pk, competence="1.2", needs=("needs_javascript",), now=now
    )


def test_a_finished_test_gives_a_profile_with_its_uncertainty(learner, test, now):
    finish(test, right=True, now=now)
    store_fold(learner.pk, "1.2", now=now)
    profile = CompetenceProfile.objects.get()
    assert profile.level_low <= profile.level <= profile.level_high
    assert profile.level == profile.pix // 8
    assert profile.pix > 0
    assert profile.last_position == test.answered


def test_wrong_answers_give_less_than_right_ones(learner, outsider, now):
    pix = []
    for person, right in ((learner, True), (outsider, False)):
        own = starting.start_test(user_id=person.pk, competence="1.2", needs=(), now=now)
        finish(own, right=right, now=now)
        pix.append(store_fold(person.pk, "1.2", now=now).current.pix)
    assert pix[0] > pix[1]


def test_too_few_answers_say_nothing(learner, test, now):
    answer(test, right=True, now=now)
    assert store_fold(learner.pk, "1.2", now=now).current is None
    assert not CompetenceProfile.objects.exists()
    test.refresh_from_db()
    assert test.folded == test.answered == 1


def test_folding_twice_changes_nothing(learner, test, now):
    finish(test, right=True, now=now)
    first = store_fold(learner.pk, "1.2", now=now)
    assert store_fold(learner.pk, "1.2", now=now) == first


def test_the_sweep_finds_answers_that_nobody_asked_to_fold(learner, test, now):
    finish(test, right=True, now=now)
    assert fold_stale(now=now, at_most=10) == 1
    assert CompetenceProfile.objects.exists()
    assert fold_stale(now=now, at_most=10) == 0


def test_answers_wait_in_redis_and_are_folded_once(learner, test, now):
    counters.take_waiting(WAITING, 1000)
    for _ in range(3):
        counters.note(waiting={WAITING: f"{learner.pk}|1.2"})
    assert fold_waiting(now=now, at_most=10) == 1
    assert fold_waiting(now=now, at_most=10) == 0


def test_tasks_may_run_twice(learner, test, now):
    finish(test, right=True, now=now)
    for _ in range(2):
        fold_profile.delay(learner.pk, "1.2")
        fold_stale_profiles.delay()
    assert CompetenceProfile.objects.count() == 1


def test_rebuilding_finds_what_was_tampered_with(learner, test, now, capsys):
    finish(test, right=True, now=now)
    store_fold(learner.pk, "1.2", now=now)
    assert [differs for _, differs in compare_all()] == [False]
    CompetenceProfile.objects.update(pix=1)
    with pytest.raises(SystemExit):
        call_command("rebuild_profiles", "--check")
    call_command("rebuild_profiles")
    assert [differs for _, differs in compare_all()] == [False]


def test_rebuilding_forgets_a_profile_without_answers(learner, test, now):
    finish(test, right=True, now=now)
    store_fold(learner.pk, "1.2", now=now)
    Answer.objects.all().delete()
    Assessment.objects.update(reset_at=now + timedelta(days=9))
    assert [differs for _, differs in compare_all()] == [True]


def test_the_task_is_asked_for_when_the_test_ends(
    learner, test, now, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        finish(test, right=True, now=now)
    assert CompetenceProfile.objects.get().user == learner


def test_a_test_goes_on_without_redis(
    learner, test, now, monkeypatch, django_capture_on_commit_callbacks
):
    from redis.exceptions import ConnectionError as NoRedis

    def refuse(*args, **kwargs):
        raise NoRedis

    monkeypatch.setattr("redis.connection.ConnectionPool.get_connection", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        answer(test, right=True, now=now)
    assert test.answered == 1


def test_a_person_who_cannot_be_folded_holds_back_nobody(
    learner, outsider, now, monkeypatch, caplog
):
    for person in (learner, outsider):
        own = starting.start_test(user_id=person.pk, competence="1.2", needs=(), now=now)
        finish(own, right=True, now=now)

    def fold(user_id, competence, *, now):
        if user_id == learner.pk:
            raise ValueError("a release of long ago")
        return store_fold(user_id, competence, now=now)

    monkeypatch.setattr(upkeep, "store_fold", fold)
    assert fold_stale(now=now, at_most=10) == 1
    assert CompetenceProfile.objects.get().user_id == outsider.pk
    assert f"person {learner.pk} could not be folded" in caplog.text
