"""The page of a question, and what is posted to it."""

import json
import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competences.models import Answer, Assessment
from competences.services.starting import start_test
from tests.support.answers import finish, posted_right

HTMX = {"HX-Request": "true"}


@pytest.fixture
def test(learner, client, now):
    client.force_login(learner)
    return start_test(user_id=learner.pk, competence="1.2", needs=("needs_javascript",), now=now)


@pytest.fixture
def address(test):
    return reverse("question", args=[test.public_id])


def post_right(client, test, address, **extra):
    test.refresh_from_db()
    client.post(reverse("clock", args=[test.public_id]), {"position": test.position})
    return client.post(address, posted_right(test), **extra)


def test_the_question_is_shown_without_its_solution(client, test, address):
    Assessment.objects.filter(pk=test.pk).update(challenge_id="dossiers-1b")
    page = client.get(address).content.decode()
    assert "Situation" in page
    for secret in ("correct", "accepted", "solution", "Voilà pourquoi", "tolerance"):
        assert secret not in page


def test_an_answer_leads_to_the_next_question(client, test, address):
    response = post_right(client, test, address)
    assert (response.status_code, response["Location"]) == (302, address)
    answer = Answer.objects.get()
    assert (answer.outcome, answer.position, answer.user_id) == ("correct", 1, test.user_id)
    test.refresh_from_db()
    assert (test.position, test.answered) == (2, 1)


def test_htmx_gets_the_next_question_in_the_same_response(client, test, address):
    response = post_right(client, test, address, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'data-position="2"' in page
    assert "<html" not in page
    assert "HX-Request" in response["Vary"]


def test_the_fragment_is_the_part_of_a_fresh_page(client, test, address):
    fragment = post_right(client, test, address, headers=HTMX).content.decode()
    fresh = client.get(address).content.decode()
    start, end = fresh.index('<div id="test"'), fresh.rindex("</main>")
    swapped = fragment[fragment.index('<div id="test"') :]
    assert _without_tokens(fresh[start:end]) == _without_tokens(swapped)


def _without_tokens(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    page = re.sub(r"\d+ s</b>|data-timer=\"\d+\"", "", page)
    return re.sub(r"\s+", " ", page).strip()


def test_the_same_answer_twice_is_recorded_once(client, test, address):
    data = posted_right(test)
    client.post(address, data)
    again = client.post(address, data, headers=HTMX)
    assert Answer.objects.count() == 1
    assert "déjà enregistrée" in again.content.decode()


def test_a_second_tab_late_by_one_question_changes_nothing(client, test, address):
    post_right(client, test, address)
    client.post(address, {"position": 1, "skip": "1"})
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("position", ["", "0", "2", "-1", "abc", "1e9", "9" * 50])
def test_a_forged_position_changes_nothing(client, test, address, position):
    client.post(address, {"position": position, "skip": "1"})
    assert not Answer.objects.exists()


@pytest.mark.parametrize("kind", ["pieges-1a", "formats-1b", "copies-1b", "secrets-1a"])
def test_the_authors_names_of_right_answers_are_not_known_to_the_page(client, test, address, kind):
    Assessment.objects.filter(pk=test.pk).update(challenge_id=kind)
    names = {"choice": "a", "rank-a": 1, "rank-b": 2, "rank-c": 3, "pair-a": "1", "pair-b": "2"}
    response = client.post(address, {"position": 1} | names)
    assert response.status_code == 422
    assert not Answer.objects.exists()


def test_skipping_is_an_answer(client, test, address):
    client.post(address, {"position": 1, "skip": "1"})
    assert Answer.objects.get().outcome == "skipped"


def test_an_empty_answer_is_asked_again_in_words(client, test, address):
    Assessment.objects.filter(pk=test.pk).update(challenge_id="dossiers-2b")
    response = client.post(address, {"position": 1}, headers=HTMX)
    assert response.status_code == 422
    assert "passez la question" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_text_of_one_megabyte_is_refused_in_words(client, test, address):
    test.challenge_id = "dossiers-1b"
    test.save()
    response = client.post(address, {"position": 1, "text": "x" * 1_000_000})
    assert response.status_code == 422
    assert "trop longue" in response.content.decode()


def test_five_answers_lead_to_the_pause(client, test, address):
    for _ in range(4):
        post_right(client, test, address)
    test.refresh_from_db()
    if test.completed_at is None:
        response = post_right(client, test, address)
        assert response["Location"].endswith(("/bilan/", "/resultat/"))
    page = client.get(reverse("pause", args=[test.public_id])).content.decode()
    assert "Voilà pourquoi" in page


def test_a_finished_test_takes_no_answer_and_shows_its_result(client, test, address, now):
    finish(test, right=True, now=now)
    count = Answer.objects.count()
    response = client.post(address, {"position": test.position, "skip": "1"})
    assert response["Location"].endswith("/resultat/")
    assert client.get(address)["Location"].endswith("/resultat/")
    assert Answer.objects.count() == count


def test_someone_elses_test_does_not_exist(client, outsider, test, address):
    client.force_login(outsider)
    for name in ("question", "pause", "result", "corrections"):
        assert client.get(reverse(name, args=[test.public_id])).status_code == 404
    assert client.post(address, {"position": 1, "skip": "1"}).status_code == 404
    assert not Answer.objects.exists()


def test_a_visitor_without_the_session_of_a_trial_sees_nothing(client, now, db):
    trial = start_test(user_id=None, competence="1.2", needs=(), now=now)
    assert client.get(reverse("question", args=[trial.public_id])).status_code == 404


def test_corrections_are_not_shown_before_the_end(client, test, address):
    post_right(client, test, address)
    response = client.get(reverse("corrections", args=[test.public_id]))
    assert response["Location"] == address


@pytest.mark.parametrize("answered", [1, 3])
def test_an_answer_costs_five_statements_however_many_were_given(
    client, test, address, answered, django_assert_num_queries
):
    for _ in range(answered):
        post_right(client, test, address)
    test.refresh_from_db()
    with django_assert_num_queries(5):
        post_right_directly(client, test, address)


def post_right_directly(client, test, address):
    return client.post(address, posted_right(test), headers=HTMX)


def test_the_page_of_a_question_is_light(client, test, address):
    assert len(client.get(address).content) < 25_000


@pytest.mark.parametrize("challenge", ["dossiers-1b", "formats-1a", "formats-1b", "copies-1a"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=st.text(max_size=60) | st.sampled_from(["\0", "\ud800", "1e999", "NaN", "🎉" * 40]))
def test_nothing_that_is_typed_breaks_the_page(client, test, address, challenge, value):
    Assessment.objects.filter(pk=test.pk).update(
        challenge_id=challenge, position=1, state="started", answered=0, completed_at=None
    )
    Answer.objects.all().delete()
    value = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    data = {"position": 1, "text": value, "choice": value, "field-f1": value, "field-f2": value}
    response = client.post(address, data, headers=HTMX)
    assert response.status_code in (200, 422)


STATES = ["", "null", "[]", "{", '{"a": NaN}', "[" * 5000, '"\\ud800"', '{"messages": {"m1": 3}}']


@pytest.mark.parametrize("state", [*STATES, json.dumps({"messages": {"x": "y" * 1000}})])
def test_a_malformed_simulator_state_is_wrong_or_refused_never_an_error(
    client, test, address, state
):
    Assessment.objects.filter(pk=test.pk).update(challenge_id="dossiers-2a")
    response = client.post(address, {"position": 1, "state": state}, headers=HTMX)
    assert response.status_code in (200, 422)
    assert not Answer.objects.filter(outcome="correct").exists()


def test_an_equivalent_question_replaces_one_that_the_device_cannot_show(client, test, address):
    Assessment.objects.filter(pk=test.pk).update(challenge_id="dossiers-2a")
    client.post(reverse("swap", args=[test.public_id]), {"position": 1})
    test.refresh_from_db()
    assert test.challenge_id == "dossiers-2b"


def test_a_page_older_than_a_swap_answers_and_swaps_nothing(client, test, address):
    """Otherwise the answer to one question would be marked as the answer to the other."""
    Assessment.objects.filter(pk=test.pk).update(challenge_id="dossiers-2a")
    page = client.get(address).content.decode()
    shown = {"position": 1, "asked": re.search(r'name="asked" value="([^"]+)"', page)[1]}
    client.post(reverse("swap", args=[test.public_id]), shown)
    client.post(address, shown | {"text": "oui"})
    client.post(reverse("swap", args=[test.public_id]), shown)
    test.refresh_from_db()
    assert (test.challenge_id, test.answered) == ("dossiers-2b", 0)


@pytest.mark.parametrize("name", ["clock", "swap"])
def test_a_page_late_by_one_question_touches_nothing_of_the_next(client, test, address, name):
    client.post(address, {"position": 1, "skip": "1"})
    Assessment.objects.filter(pk=test.pk).update(challenge_id="dossiers-2a")
    client.post(reverse(name, args=[test.public_id]), {"position": 1})
    test.refresh_from_db()
    assert (test.challenge_id, test.timer_started_at) == ("dossiers-2a", None)


def test_a_question_without_barrier_is_not_replaced(client, test, address):
    before = test.challenge_id
    client.post(reverse("swap", args=[test.public_id]), {"position": 1})
    test.refresh_from_db()
    assert test.challenge_id == before
