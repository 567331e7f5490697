"""Home, profile, competence, lessons, result: what they say, and what they cost."""

import pytest
import time_machine
from django.urls import reverse

from competences.models import LessonMark
from competences.services.folding import store_fold
from competences.services.starting import start_test
from tests.support.answers import finish


def finished(person, competence, now, *, right=True):
    test = start_test(
        user_id=person.pk, competence=competence, needs=("needs_javascript",), now=now
    )
    finish(test, right=right, now=now)
    store_fold(person.pk, competence, now=now)
    return test


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return client


def test_a_new_profile_offers_open_competences_and_announces_the_others(signed_in):
    page = signed_in.get(reverse("profile")).content.decode()
    assert page.count("Commencer") == 2
    assert page.count("Bientôt") == 1


@pytest.mark.parametrize("tests", [0, 2])
@pytest.mark.parametrize("name", ["home", "profile"])
def test_the_profile_costs_the_same_whatever_the_history(
    signed_in, learner, now, name, tests, django_assert_max_num_queries
):
    for competence in ("1.2", "4.1")[:tests]:
        finished(learner, competence, now, right=False)
    with django_assert_max_num_queries(12):
        signed_in.get(reverse(name))


def test_retrying_is_offered_after_four_days(client, learner):
    from datetime import UTC, datetime, timedelta

    begun = datetime(2027, 1, 4, 10, tzinfo=UTC)
    with time_machine.travel(begun, tick=False):
        finished(learner, "1.2", begun, right=False)
    with time_machine.travel(begun + timedelta(hours=1), tick=False):
        client.force_login(learner)
        assert "Retenter dans 4" in client.get(reverse("profile")).content.decode()
    with time_machine.travel(begun + timedelta(days=5), tick=False):
        assert "/retenter/" in client.get(reverse("profile")).content.decode()
        response = client.post(reverse("retry", args=["1.2"]))
        assert "/test/" in response["Location"]


def test_an_unknown_or_closed_competence_cannot_be_started(signed_in):
    assert signed_in.post(reverse("start", args=["9.9"])).status_code == 404
    response = signed_in.post(reverse("start", args=["2.1"]), follow=True)
    assert "pas encore de question" in response.content.decode()


def test_the_result_says_the_level_its_interval_and_why_the_test_stopped(signed_in, learner, now):
    test = finished(learner, "1.2", now)
    page = signed_in.get(reverse("result", args=[test.public_id])).content.decode()
    test.refresh_from_db()
    assert f"Vous êtes au niveau {test.result['level']}" in page
    assert "chances sur 10" in page
    assert "Le test s&#x27;est arrêté" in page


def test_the_result_waits_for_the_worker(signed_in, learner, now):
    test = start_test(user_id=learner.pk, competence="1.2", needs=("needs_javascript",), now=now)
    finish(test, right=True, now=now)
    page = signed_in.get(reverse("result", args=[test.public_id])).content.decode()
    assert "Calcul de votre niveau" in page
    store_fold(learner.pk, "1.2", now=now)
    fragment = signed_in.get(
        reverse("result", args=[test.public_id]), headers={"HX-Request": "true"}
    )
    assert "Vous êtes au niveau" in fragment.content.decode()


def test_the_reset_page_says_what_will_be_lost(client, learner):
    from datetime import UTC, datetime, timedelta

    begun = datetime(2027, 1, 4, 10, tzinfo=UTC)
    with time_machine.travel(begun, tick=False):
        finished(learner, "1.2", begun)
    with time_machine.travel(begun + timedelta(days=5), tick=False):
        client.force_login(learner)
        assert "Vous perdrez" in client.get(reverse("reset", args=["1.2"])).content.decode()
        client.post(reverse("reset", args=["1.2"]))
        assert "Commencer" in client.get(reverse("competence", args=["1.2"])).content.decode()


def test_lessons_are_recommended_from_what_was_failed(signed_in, learner, now):
    finished(learner, "1.2", now, right=False)
    page = signed_in.get(reverse("lessons")).content.decode()
    assert "Leçon dossiers" in page
    assert "Leçon secrets" not in page


@pytest.mark.parametrize(("query", "found"), [("lecon SECRETS", 1), ("introuvable", 0)])
def test_lessons_are_searched_without_accents(client, db, query, found):
    page = client.get(reverse("lessons"), {"q": query}).content.decode()
    assert page.count('<article class="card lesson') == found


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_lesson_is_kept_then_let_go(signed_in, htmx):
    address = reverse("lesson-mark", args=["dossiers", "enregistrer"])
    signed_in.post(address, {"on": "1"}, headers=htmx)
    assert LessonMark.objects.get().saved_at
    listed = signed_in.get(reverse("lessons"), {"liste": "enregistres"}).content.decode()
    assert "Leçon dossiers" in listed
    signed_in.post(address, {"on": "0"}, headers=htmx)
    assert LessonMark.objects.get().saved_at is None


def test_the_trial_is_short_and_its_result_is_not_stored(client, db):
    client.post(reverse("trial"), {"competence": "4.1"})
    from competences.models import Assessment

    test = Assessment.objects.get()
    while test.completed_at is None:
        client.post(
            reverse("question", args=[test.public_id]), {"position": test.position, "skip": 1}
        )
        test.refresh_from_db()
    page = client.get(reverse("result", args=[test.public_id])).content.decode()
    assert "Garder ce résultat" in page
    assert test.result is None


@pytest.mark.parametrize("kept", [1, 3])
def test_the_list_of_lessons_costs_the_same_whatever_its_length(
    signed_in, learner, now, kept, django_assert_num_queries
):
    for topic in ("dossiers", "formats", "secrets")[:kept]:
        LessonMark.objects.create(user=learner, topic_id=topic, saved_at=now)
    with django_assert_num_queries(7):
        signed_in.get(reverse("lessons"), {"liste": "enregistres"})


@pytest.mark.parametrize("address", ["/competences/%00/", "/competences/1.2%00/", "/tutos/%00/"])
def test_an_address_that_no_database_can_look_up_is_not_found(signed_in, address):
    assert signed_in.get(address).status_code == 404
