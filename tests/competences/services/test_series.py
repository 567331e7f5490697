"""Several competences taken one after the other, restricted to some topics."""

from datetime import timedelta

import pytest

from competences.enums import AssessmentKind, AssessmentState
from competences.models import Assessment, CompetenceProfile
from competences.selectors.bank import current_bank
from competences.selectors.replay import replay
from competences.selectors.series import current_test, what_follows
from competences.services import series as service
from competences.services import starting
from competences.services.folding import store_fold
from competences.services.upkeep import compare_all, fold_stale
from tests.support.answers import answer, finish

pytestmark = pytest.mark.django_db

NO_JAVASCRIPT = ("needs_javascript",)
TOPICS = {"formats": 4, "copies": 5, "secrets": 6}


def start(user, now, topics=TOPICS, kind=AssessmentKind.CAMPAIGN):
    return service.start_series(
        kind=kind,
        user_id=user.pk if user else None,
        plan=service.plan_of(topics),
        needs=NO_JAVASCRIPT,
        after="/fin/",
        now=now,
    )


def take(series, now, *, right=True):
    while (test := current_test(series)) is not None:
        finish(test, right=right, now=now)
    series.refresh_from_db()
    return series


def asked_skills(series):
    bank = current_bank()
    rows = Assessment.objects.filter(series=series).values_list("answers__challenge_id", flat=True)
    return [bank.skills[bank.skill_of[challenge]] for challenge in rows]


def test_a_plan_follows_the_referential_and_forgets_what_left_the_bank():
    plan = service.plan_of({"secrets": 3, "copies": 2, "disparu": 5, "dossiers": 1})
    assert [section["competence"] for section in plan] == ["1.2", "4.1"]
    assert dict(plan[0]["topics"]) == {"copies": 2, "dossiers": 1}


@pytest.mark.parametrize("right", [True, False])
def test_nothing_is_asked_outside_the_plan(learner, now, right):
    series = take(start(learner, now), now, right=right)
    assert series.completed_at is not None
    skills = asked_skills(series)
    assert {skill.topic for skill in skills} <= set(TOPICS)
    assert len(skills) >= len(TOPICS)
    assert all(skill.level <= TOPICS[skill.topic] for skill in skills)


def test_questions_are_numbered_as_one_test(learner, now):
    series = start(learner, now)
    first = finish(current_test(series), right=True, now=now)
    second = current_test(series)
    assert (second.asked_before, second.position) == (first.answered, 1)
    assert what_follows(series) == f"/test/{second.public_id}/"
    take(series, now)
    assert what_follows(series) == "/fin/"


def test_pauses_fall_every_five_questions_of_the_series(learner, now):
    series, steps, number = start(learner, now), {}, 0
    while (test := current_test(series)) is not None:
        number += 1
        steps[number] = answer(test, right=True, now=now)
    assert {n for n, step in steps.items() if step == "pause"} <= set(range(5, 60, 5))
    assert all(step in ("pause", "finished") for n, step in steps.items() if n % 5 == 0)


def test_what_was_just_answered_is_not_asked_again(learner, now):
    take(start(learner, now), now, right=False)
    again = start(learner, now + timedelta(days=1))
    assert again.completed_at is not None
    assert not again.tests.filter(answered__gt=0).exists()


def test_old_failures_are_asked_again_and_successes_are_not(learner, now):
    take(start(learner, now, {"formats": 4}), now, right=False)
    later = now + timedelta(days=5)
    assert current_test(start(learner, later, {"formats": 4})) is not None
    take(start(learner, later, {"secrets": 2}), later, right=True)
    assert current_test(start(learner, later + timedelta(days=9), {"secrets": 2})) is None


def test_a_series_makes_pix_for_its_topics_only(learner, now):
    take(start(learner, now, {"formats": 4}), now)
    fold = store_fold(learner.pk, "1.2", now=now)
    bank = current_bank()
    validated = {
        skill for skill, known in fold.current.knowledge.items() if known[0] == "validated"
    }
    assert validated
    assert {bank.skills[skill].topic for skill in validated} == {"formats"}
    assert all(bank.skills[skill].level <= 4 for skill in validated)
    assert CompetenceProfile.objects.get().pix == fold.current.pix > 0


def test_a_series_takes_nothing_away_from_the_profile(learner, now):
    test = finish(
        starting.start_test(user_id=learner.pk, competence="1.2", needs=(), now=now),
        right=True,
        now=now,
    )
    before = store_fold(learner.pk, test.competence_id, now=now).current
    later = now + timedelta(days=5)
    take(start(learner, later, {"formats": 6}), later, right=False)
    after = store_fold(learner.pk, "1.2", now=later).current
    assert after.pix == before.pix


def test_an_exam_reads_and_changes_nothing_of_the_profile(learner, now):
    take(start(learner, now, {"formats": 2}), now)
    store_fold(learner.pk, "1.2", now=now)
    before = CompetenceProfile.objects.values().get()
    exam = take(start(learner, now, {"formats": 2}, AssessmentKind.EXAM), now, right=False)
    assert exam.tests.get().answered >= 1
    fold_stale(now=now, at_most=10)
    assert not [key for key, differs in compare_all() if differs]
    assert CompetenceProfile.objects.values().get() == before


def test_a_competence_test_and_a_series_run_side_by_side(learner, now):
    own = starting.start_test(user_id=learner.pk, competence="1.2", needs=(), now=now)
    series = start(learner, now)
    assert current_test(series).pk != own.pk
    take(series, now)
    own.refresh_from_db()
    assert own.state == AssessmentState.STARTED


def test_a_reset_leaves_a_series_under_way_alone(learner, now):
    finish(
        starting.start_test(user_id=learner.pk, competence="1.2", needs=(), now=now),
        right=False,
        now=now,
    )
    later = now + timedelta(days=5)
    series = start(learner, later)
    starting.reset(user_id=learner.pk, competence="1.2", now=later)
    assert take(series, later).completed_at is not None


def test_each_draw_of_a_series_replays(learner, now):
    series = take(start(learner, now), now)
    for test in series.tests.all():
        assert all(row.same_draw for row in replay(test))


def test_a_series_of_nothing_is_over_at_once(learner, now):
    assert start(learner, now, {"disparu": 3}).completed_at == now


def test_its_end_is_told_once(learner, now):
    told = []
    service.series_completed.connect(
        lambda sender, series, **_: told.append(series.pk), weak=False, dispatch_uid="test"
    )
    try:
        series = take(start(learner, now), now)
    finally:
        service.series_completed.disconnect(dispatch_uid="test")
    assert told == [series.pk]
