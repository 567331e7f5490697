"""The class at work: states, marks, and nothing sent while nothing happens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.enums import Audience
from campaigns.selectors.live import (
    FINISHED,
    NOT_STARTED,
    SENT,
    STUCK,
    WORKING,
    live_class,
    pulse_of,
)
from campaigns.services.participations import join, send
from competences.selectors.series import current_test
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.support.answers import answer, finish

CLASS = "3E 1"


@pytest.fixture
def campaign(school):
    topics = {"formats": 4, "secrets": 3}
    return CampaignFactory(
        organisation=school, audience=Audience.SCHOOL, live_outcomes=True, topics=topics
    )


def pupil(school, name, class_name=CLASS):
    user = UserFactory(first_name=name, last_name="Roux")
    LearnerFactory(
        organisation=school,
        first_name=name.upper(),
        last_name="Roux",
        class_name=class_name,
        user=user,
    )
    return user


def take(campaign, user, now):
    return join(campaign=campaign, user=user, identifier="", needs=("needs_javascript",), now=now)


def follow(campaign, now, class_name=""):
    return {
        person.name: person
        for person in live_class(campaign, class_name=class_name, now=now).people
    }


def test_each_one_is_where_the_answers_say(school, campaign, now):
    runs = {name: take(campaign, pupil(school, name), now) for name in ("Ana", "Bob", "Cléo")}
    pupil(school, "Dan")
    answer(current_test(runs["Ana"].series), right=True, now=now, seconds=0)
    answer(current_test(runs["Ana"].series), right=False, now=now, seconds=0)
    for name in ("Bob", "Cléo"):
        while (test := current_test(runs[name].series)) is not None:
            finish(test, right=True, now=now)
    send(participation=runs["Cléo"], now=now)
    people = follow(campaign, now + timedelta(minutes=1))
    assert {name: person.state for name, person in people.items()} == {
        "Ana R.": WORKING, "Bob R.": FINISHED, "Cléo R.": SENT, "Dan R.": NOT_STARTED,
    }  # fmt: skip
    assert people["Ana R."].marks == ["r", "w"]
    assert set(people["Bob R."].marks) == {"r"}


def test_somebody_without_answer_for_three_minutes_is_stuck(school, campaign, now):
    take(campaign, pupil(school, "Ana"), now)
    assert follow(campaign, now + timedelta(seconds=179))["Ana R."].state == WORKING
    person = follow(campaign, now + timedelta(seconds=180))["Ana R."]
    assert (person.state, person.minutes) == (STUCK, 3)


def test_outcomes_are_shown_only_if_the_teacher_wants_them(school, campaign, now):
    run = take(campaign, pupil(school, "Ana"), now)
    answer(current_test(run.series), right=True, now=now)
    campaign.live_outcomes = False
    assert follow(campaign, now)["Ana R."].marks == ["d"]


def test_one_class_is_followed_alone(school, campaign, now):
    take(campaign, pupil(school, "Ana"), now)
    take(campaign, pupil(school, "Zoé", "3E 2"), now)
    assert set(follow(campaign, now, CLASS)) == {"Ana R."}


def test_the_pulse_changes_with_answers_and_with_time(school, campaign, now):
    run = take(campaign, pupil(school, "Ana"), now)
    before = pulse_of(campaign, class_name="", now=now)
    assert pulse_of(campaign, class_name="", now=now) == before
    assert pulse_of(campaign, class_name="", now=now + timedelta(seconds=15)) != before
    answer(current_test(run.series), right=True, now=now, seconds=0)
    assert pulse_of(campaign, class_name="", now=now) != before


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_few_questions_whatever_the_class(
    client, school, campaign, teacher, people, now, django_assert_num_queries
):
    for number in range(people):
        run = take(campaign, pupil(school, f"Ana{number}"), timezone.now())
        answer(current_test(run.series), right=True, now=timezone.now())
    client.force_login(teacher)
    address = reverse("campaign_live", args=[school.code, campaign.public_id])
    client.get(address)
    with django_assert_num_queries(15):
        assert f"Ana{people - 1} R." in client.get(address).content.decode()


def test_htmx_gets_nothing_while_nothing_happens(client, school, campaign, teacher):
    take(campaign, pupil(school, "Ana"), timezone.now())
    client.force_login(teacher)
    address = reverse("campaign_live", args=[school.code, campaign.public_id])
    pulse = pulse_of(campaign, class_name="", now=timezone.now())
    seen = client.get(address, {"vu": pulse}, headers={"HX-Request": "true"})
    fresh = client.get(address, {"vu": "old"}, headers={"HX-Request": "true"})
    assert (seen.status_code, fresh.status_code) == (204, 200)
    assert b"<html" not in fresh.content
