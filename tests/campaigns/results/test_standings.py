"""Who could sit the certification: each night, each week; in the list and on a learner's page."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns import tasks
from campaigns.models import LearnerStanding
from campaigns.services import standings as service
from competences.models import Assessment, CompetenceProfile
from competences.services.starting import start_test
from pix.celery import app
from tests.campaigns.results.test_pages import text
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

LIST = "/orga/9990001X/eleves/"


@pytest.fixture(autouse=True)
def two_are_enough(settings):
    settings.CERTIFIABLE_COMPETENCES = 2


def profile(user, code, level, when):
    test = start_test(user_id=user.pk, competence=code, needs=(), now=when)
    Assessment.objects.filter(pk=test.pk).update(last_answer_at=when)
    return CompetenceProfile.objects.create(
        user=user, competence_id=code, pix=8 * level, level=level, level_low=level,
        level_high=level, expected_pix=8.0, pix_sd=1.0, knowledge={}, assessment=test,
        last_position=1, folded_at=when,
    )  # fmt: skip


@pytest.fixture
def row(school, now):
    """Level 1 in two competences, the second one an hour ago."""
    user = UserFactory()
    profile(user, "1.2", 3, now - timedelta(days=10))
    profile(user, "4.1", 1, now - timedelta(hours=1))
    return LearnerFactory(organisation=school, last_name="Abadie", user=user)


def standing(row) -> LearnerStanding:
    return LearnerStanding.objects.get(learner=row)


def test_the_date_is_that_of_the_last_competence_needed(row, now):
    assert service.judge_active(now=now) == 1
    found = standing(row)
    assert (found.is_certifiable, found.levels) == (True, {"1.2": 3, "4.1": 1})
    assert found.certifiable_since == now - timedelta(hours=1)


def test_the_date_stays_as_long_as_the_person_is_certifiable(row, now):
    service.judge_active(now=now)
    Assessment.objects.update(last_answer_at=now)
    service.judge_active(now=now + timedelta(hours=1))
    assert standing(row).certifiable_since == now - timedelta(hours=1)
    CompetenceProfile.objects.filter(competence_id="4.1").update(level=0)
    service.judge_active(now=now + timedelta(hours=2))
    assert (standing(row).is_certifiable, standing(row).certifiable_since) == (False, None)


def test_a_night_judges_who_answered_lately_and_a_week_everybody(row, now):
    later = now + timedelta(days=3)
    assert service.judge_active(now=later) == 0
    assert service.judge_all(now=later) == 1


def test_what_was_said_of_a_detached_learner_is_forgotten(row, now):
    service.judge_all(now=now)
    row.user = None
    row.save()
    service.judge_all(now=now)
    assert not LearnerStanding.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_learners_are_judged_together(school, now, count, django_assert_num_queries):
    for _ in range(count):
        user = UserFactory()
        profile(user, "1.2", 3, now)
        LearnerFactory(organisation=school, user=user)
    with django_assert_num_queries(4):
        service.judge_active(now=now)


def test_tasks_are_there_for_the_clock(row, settings):
    assert tasks.judge_all_learners() == 1
    assert tasks.judge_active_learners() in (0, 1)
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {task.name for task in (tasks.judge_all_learners, tasks.refresh_stale_digests)} <= names


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


def test_the_list_and_the_page_say_since_when(desk, row, school, now):
    service.judge_active(now=now)
    for number in range(2):
        campaign = CampaignFactory(organisation=school, name=f"Campagne {number}")
        when = datetime(2027, 1, 10 + number, 9, 0, tzinfo=UTC)
        ParticipationFactory(campaign=campaign, user=row.user, learner=row, started_at=when)
    [shown] = desk.get(LIST).context["rows"]
    assert (shown.participations, shown.last_participation.day) == (2, 11)
    assert "depuis le 04/01/2027" in text(desk.get(LIST))
    page = text(desk.get(f"{LIST}{row.public_id}/"))
    assert "certifiable depuis le lundi 4 janvier 2027" in page
    assert "11/01/2027en cours" in page


@pytest.mark.parametrize(("asked", "expected"), [("oui", ["Abadie"]), ("non", ["Benoît"])])
def test_the_list_keeps_who_is_certifiable_or_not(desk, row, school, asked, expected):
    LearnerFactory(organisation=school, last_name="Benoît", user=UserFactory())
    LearnerFactory(organisation=school, last_name="Chen")
    rows = desk.get(LIST, {"certifiable": asked}).context["rows"]
    assert [one.learner.last_name for one in rows] == expected


@pytest.mark.parametrize(
    "nine", [datetime(2026, 11, 22, 20, tzinfo=UTC), datetime(2026, 7, 2, 19, tzinfo=UTC)]
)
def test_the_nightly_task_is_at_nine_in_paris_all_year(nine, monkeypatch):
    schedule = app.conf.beat_schedule["judge-active-learners"]["schedule"]
    yesterday = nine - timedelta(days=1)
    monkeypatch.setattr(schedule, "nowfun", lambda: nine - timedelta(minutes=1))
    assert not schedule.is_due(yesterday).is_due
    monkeypatch.setattr(schedule, "nowfun", lambda: nine)
    assert schedule.is_due(yesterday).is_due
