"""The pages of a series: from one test to the next, and who may open them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from competences.access import SERIES_SESSION_KEY
from competences.enums import AssessmentKind
from competences.selectors.series import current_test
from competences.services.series import plan_of, start_series
from tests.support.answers import finish, posted_right

pytestmark = pytest.mark.django_db


TOPICS = ("dossiers", "formats", "copies", "secrets", "pieges")


def begin(user, kind=AssessmentKind.CAMPAIGN):
    return start_series(
        kind=kind,
        user_id=user.pk if user else None,
        plan=plan_of(dict.fromkeys(TOPICS, 6)),
        needs=("needs_javascript",),
        after="/aide/",
        now=timezone.now(),
    )


def answer_page(client):
    def post(series):
        test = current_test(series)
        return client.post(reverse("question", args=[test.public_id]), posted_right(test))

    return post


def test_the_whole_series_is_walked_by_its_pages(client, learner):
    client.force_login(learner)
    series, post, seen = begin(learner), answer_page(client), set()
    while current_test(series) is not None:
        address = post(series)["Location"]
        seen.add(address.rstrip("/").rpartition("/")[2])
        assert client.get(address, follow=True).status_code == 200
    assert {"bilan", "resultat"} <= seen
    last = series.tests.order_by("-pk").first()
    assert client.get(reverse("result", args=[last.public_id]))["Location"] == "/aide/"


def test_the_second_test_goes_on_counting(client, learner):
    client.force_login(learner)
    series = begin(learner)
    first = finish(current_test(series), right=True, now=timezone.now())
    page = client.get(reverse("question", args=[current_test(series).public_id])).content.decode()
    assert f"<title>Question {first.answered + 1}" in page


def test_a_pause_shows_the_answers_of_the_test_before(client, learner):
    client.force_login(learner)
    series, post = begin(learner), answer_page(client)
    for _ in range(5):
        reply = post(series)
    page = client.get(reply["Location"]).content.decode()
    assert reply["Location"].endswith("/bilan/")
    assert page.count("Voilà pourquoi") == 5


def test_an_exam_shows_no_correction(client, learner):
    client.force_login(learner)
    series, post = begin(learner, AssessmentKind.EXAM), answer_page(client)
    for _ in range(5):
        reply = post(series)
    assert "Voilà pourquoi" not in client.get(reply["Location"]).content.decode()
    done = finish(series.tests.earliest("pk"), right=True, now=timezone.now())
    assert client.get(reverse("corrections", args=[done.public_id])).status_code == 404


@pytest.mark.parametrize(("hours", "status"), [(1, 200), (-1, 404)])
def test_a_series_of_nobody_is_open_to_its_session_for_a_time(client, hours, status):
    series = begin(None)
    until = timezone.now() + timedelta(hours=hours)
    session = client.session
    session[SERIES_SESSION_KEY] = {str(series.pk): until.timestamp()}
    session.save()
    address = reverse("question", args=[current_test(series).public_id])
    assert client.get(address).status_code == status
    assert client.post(address, posted_right(current_test(series))).status_code in (302, status)


def test_a_series_of_nobody_is_closed_to_others(client, learner):
    address = reverse("question", args=[current_test(begin(None)).public_id])
    assert client.get(address).status_code == 404
    client.force_login(learner)
    assert client.get(address).status_code == 404
