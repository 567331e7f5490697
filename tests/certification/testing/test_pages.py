"""What candidates see: nothing of the solution, and where they stand."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.sessions import SessionStore
from certification.enums import AlertState, Ending, EventKind
from certification.models import CertificationTest, LiveAlert, Session
from certification.services.alerts import settle_alert
from certification.services.authorisation import authorise, let_resume
from certification.services.tests import end
from competences.models import Answer, Assessment
from tests.factories.certification import CandidateFactory
from tests.support.answers import posted_right


@pytest.fixture
def now():
    """Pages read the real clock."""
    return timezone.now()


@pytest.fixture
def sitting(client, candidate, invigilator, now):
    """Signed in, authorised, started by its pages."""
    client.force_login(candidate.user)
    walk(client, candidate)
    authorise(candidates=[candidate], author=invigilator, now=now)
    client.post(reverse("candidacy_start", args=[candidate.public_id]))
    return CertificationTest.objects.select_related("assessment").get()


def walk(client, candidate):
    """Read, tick, type the code."""
    client.post(reverse("candidacy_read", args=[candidate.public_id]), {"agreed": "1"})
    client.post(reverse("candidacy_code", args=[candidate.public_id]), {"code": "bcdf23"})


def address(test, name="certification_question", *args):
    return reverse(name, args=[test.public_id, *args])


def post_answer(client, test, **how):
    test.assessment.refresh_from_db()
    return client.post(address(test), posted_right(test.assessment), **how)


def test_what_is_missing_is_told(client, learner):
    client.force_login(learner)
    page = client.get(reverse("certification"))
    assertContains(page, "Il vous manque 5 compétences au niveau 1")


def test_who_is_certifiable_sees_their_seats(client, candidate):
    client.force_login(candidate.user)
    page = client.get(reverse("certification"))
    assertContains(page, "Vous êtes certifiable")
    assertContains(page, reverse("candidacy", args=[candidate.public_id]))


@pytest.mark.parametrize("seats", [1, 3])
def test_queries_do_not_grow_with_seats(client, candidate, seats, django_assert_num_queries):
    for _ in range(seats - 1):
        CandidateFactory(user=candidate.user)
    client.force_login(candidate.user)
    client.get(reverse("certification"))
    with django_assert_num_queries(11):
        client.get(reverse("certification"))


def test_entering_leads_to_the_seat(client, session, person):
    seat = CandidateFactory(session=session, first_name="Maëlle", last_name="Testard")
    client.force_login(person)
    born = {"birth_date_day": "14", "birth_date_month": "3", "birth_date_year": "2010"}
    told = {"number": session.number, "first_name": "maelle", "last_name": "testard"}
    page = client.post(reverse("certification_entry"), told | born)
    assertRedirects(page, reverse("candidacy", args=[seat.public_id]))


def test_a_refusal_says_what_to_do(client, session, person):
    client.force_login(person)
    born = {"birth_date_day": "14", "birth_date_month": "3", "birth_date_year": "2010"}
    told = {"number": session.number, "first_name": "x", "last_name": "y"}
    page = client.post(reverse("certification_entry"), told | born)
    assertContains(page, "comme sur votre convocation")


def test_the_way_to_the_first_question(client, candidate, invigilator, now):
    client.force_login(candidate.user)
    seat = reverse("candidacy", args=[candidate.public_id])
    assertContains(client.get(seat), "15 questions")
    for screen in range(1, 6):
        assertContains(client.get(f"{seat}?ecran={screen}"), f"{screen} sur 5")
    walk(client, candidate)
    assertContains(client.get(seat), "Levez la main")
    authorise(candidates=[candidate], author=invigilator, now=now)
    assertContains(client.get(seat), "Commencer mon test")


def test_the_box_is_to_be_ticked(client, candidate):
    client.force_login(candidate.user)
    page = client.post(reverse("candidacy_read", args=[candidate.public_id]), follow=True)
    assertContains(page, "Cochez la case")


def test_a_start_cut_short_is_sent_again(client, candidate, invigilator, now, monkeypatch):
    """The database dies between the test, which is kept, and the session of the browser."""
    client.force_login(candidate.user)
    walk(client, candidate)
    authorise(candidates=[candidate], author=invigilator, now=now)
    begin = reverse("candidacy_start", args=[candidate.public_id])
    with monkeypatch.context() as patched:
        patched.setattr(SessionStore, "save", Mock(side_effect=OperationalError))
        client.raise_request_exception = False
        client.post(begin)
    assertRedirects(client.post(begin), address(CertificationTest.objects.get()))


def test_a_code_changed_meanwhile_is_asked_again(client, candidate, invigilator, now):
    client.force_login(candidate.user)
    walk(client, candidate)
    authorise(candidates=[candidate], author=invigilator, now=now)
    Session.objects.update(access_code="GHJK47")
    client.post(reverse("candidacy_start", args=[candidate.public_id]))
    page = reverse("candidacy", args=[candidate.public_id])
    assertContains(client.get(page), 'name="code"')
    client.post(reverse("candidacy_code", args=[candidate.public_id]), {"code": "ghjk47"})
    assertNotContains(client.get(page), 'name="code"')


def test_a_wrong_code_is_told(client, candidate):
    client.force_login(candidate.user)
    client.post(reverse("candidacy_read", args=[candidate.public_id]), {"agreed": "1"})
    code = reverse("candidacy_code", args=[candidate.public_id])
    assertContains(client.post(code, {"code": "AAAA22"}), "pas le code", status_code=422)


def test_a_question_tells_neither_solution_nor_way_out(client, sitting):
    page = client.get(address(sitting))
    assertContains(page, "Question 1 sur 15")
    assertNotContains(page, "Voilà pourquoi")
    assertNotContains(page, "Quitter")


def test_an_answer_in_eight_statements(client, sitting):
    post_answer(client, sitting)
    sitting.assessment.refresh_from_db()
    data = posted_right(sitting.assessment)
    with CaptureQueriesContext(connection) as done:
        page = client.post(address(sitting), data, headers={"hx-request": "true"})
    statements = [query["sql"] for query in done if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 8
    assertContains(page, "Question 3 sur 15")


def test_a_repeated_answer_shows_the_question_now_asked(client, sitting):
    data = posted_right(sitting.assessment)
    client.post(address(sitting), data)
    page = client.post(address(sitting), data, headers={"hx-request": "true"})
    assertContains(page, "déjà enregistrée")
    assert Answer.objects.filter(assessment=sitting.assessment).count() == 1


def test_an_empty_answer_is_told_and_not_stored(client, sitting):
    data = {"position": "1", "answer": "1"}
    page = client.post(address(sitting), data)
    assert page.status_code == 422
    assert not Answer.objects.filter(assessment=sitting.assessment).exists()


def test_after_the_last_answer_results_are_awaited(client, sitting):
    for _ in range(14):
        post_answer(client, sitting)
    page = post_answer(client, sitting, follow=True)
    assertContains(page, "En attente de vos résultats")
    assertContains(page, "15 réponses sont enregistrées")
    assertContains(client.get(reverse("certification")), "En attente de vos résultats")


def test_past_the_deadline_the_page_says_so_whoever_ended_it(client, sitting, now):
    CertificationTest.objects.update(ends_at=now - timedelta(minutes=1))
    page = client.get(address(sitting), follow=True)
    assertContains(page, "Le temps est écoulé")
    assertRedirects(post_answer(client, sitting), address(sitting, "certification_end"))
    assert not Answer.objects.filter(assessment=sitting.assessment).exists()


def test_another_browser_is_shown_nothing(client, sitting, candidate):
    client.logout()
    client.force_login(candidate.user)
    page = client.get(address(sitting), follow=True)
    assertContains(page, "Continuer sur ce poste")
    assertNotContains(page, "Que faites-vous")
    sitting.refresh_from_db()
    assert sitting.suspended_at is None  # reading changes nothing


def test_going_on_from_another_browser(client, sitting, candidate, invigilator):
    client.logout()
    client.force_login(candidate.user)
    client.post(reverse("candidacy_move", args=[candidate.public_id]))
    seat = reverse("candidacy", args=[candidate.public_id])
    assertContains(client.get(seat), "Votre temps est arrêté")
    client.post(reverse("candidacy_code", args=[candidate.public_id]), {"code": "BCDF23"})
    assertContains(client.get(seat), "autorisation de reprendre")
    let_resume(test=sitting, author=invigilator, now=timezone.now())
    client.post(reverse("candidacy_start", args=[candidate.public_id]))
    assertContains(client.get(address(sitting)), "Question 1 sur 15")


def test_the_page_is_told_where_it_stands(client, sitting):
    told = client.post(address(sitting, "certification_signal"), {"kind": ""}).json()
    assert (told["state"], told["position"]) == ("asked", 1)
    assert 7190 <= told["left"] <= 7200
    assert client.get(address(sitting, "certification_state")).json()["state"] == "asked"


def test_a_signal_of_the_page_is_written_down(client, sitting):
    client.post(address(sitting, "certification_signal"), {"kind": "focus_lost"})
    client.post(address(sitting, "certification_signal"), {"kind": "extended"})
    kinds = sitting.events.values_list("kind", flat=True)
    assert EventKind.FOCUS_LOST in kinds
    assert EventKind.EXTENDED not in kinds


def test_an_alert_hides_the_question_until_it_is_settled(client, sitting, invigilator):
    told = {"position": "1", "said": "L'image manque"}
    page = client.post(address(sitting, "certification_alert"), told, follow=True)
    assertContains(page, "Le surveillant est prévenu")
    assertNotContains(page, "Que faites-vous")
    assert client.get(address(sitting, "certification_state")).json()["state"] == "waiting"
    alert = LiveAlert.objects.get()
    settle_alert(alert=alert, accepted=False, author=invigilator, now=timezone.now())
    assertContains(client.get(address(sitting)), "Que faites-vous")


def test_an_answer_that_cannot_be_taken_stays_in_the_page(client, sitting):
    client.post(address(sitting, "certification_alert"), {"position": "1", "said": ""})
    page = post_answer(client, sitting, headers={"hx-request": "true"})
    assert page.status_code == 409


def test_an_alert_is_withdrawn(client, sitting):
    client.post(address(sitting, "certification_alert"), {"position": "1"})
    client.post(address(sitting, "certification_alert"), {"withdraw": "1"})
    assert LiveAlert.objects.get().state == AlertState.WITHDRAWN


def test_the_pages_of_training_do_not_know_it(client, sitting, now):
    """Even when they are open again."""
    end(sitting, Ending.COMPLETED, now)
    training = reverse("question", args=[sitting.assessment.public_id])
    assert client.get(training).status_code == 404


@pytest.mark.parametrize("name", ["simulateur/", "plan.png"])
def test_a_question_hands_out_its_own_files_only(client, sitting, name):
    assert client.get(f"{address(sitting)}1/{name}").status_code == 404


def test_a_closed_session_is_told(client, candidate, now):
    Session.objects.update(state="finalised", finalised_at=now)
    client.force_login(candidate.user)
    page = client.get(reverse("candidacy", args=[candidate.public_id]))
    assertContains(page, "Cette session est terminée")


def test_a_learner_never_sees_the_test_of_somebody_else(client, sitting, outsider):
    client.force_login(outsider)
    for name in ("question", "state", "end"):
        assert client.get(address(sitting, f"certification_{name}")).status_code == 404
    assert Assessment.objects.filter(pk=sitting.assessment_id, answered=0).exists()
