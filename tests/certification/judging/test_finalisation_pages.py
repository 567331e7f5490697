"""The page that closes a session, as the team of the centre uses it."""

import pytest
from django.urls import reverse

from certification.enums import IncidentSubcategory, SessionState
from certification.models import IncidentReport, Neutralisation
from certification.services.alerts import raise_alert
from certification.services.supervision import answer_alert
from certification.views import finalisation as views
from tests.factories.certification import CandidateFactory, SessionFactory

FRAUD = {"category": "FRAUD", "subcategory": "", "question_number": "", "description": ""}


@pytest.fixture
def session(bank, centre):
    return SessionFactory(access_code="BCDF23", centre=centre)


@pytest.fixture
def member(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def page(session):
    return reverse("finalisation", args=[session.centre.code, session.public_id])


@pytest.fixture
def report_page(session):
    return reverse("incident_report", args=[session.centre.code, session.public_id])


def test_before_anybody_starts_there_is_nothing_to_close(member, page, candidate):
    assert "Personne n'a encore commencé" in member.get(page).content.decode()


def test_whoever_did_not_finish_is_listed_and_needs_a_reason(member, page, session, test):
    shown = member.get(page).content.decode()
    assert "Maëlle Testard" in shown
    response = member.post(page, {"global_comment": "Gardé"})
    assert "pourquoi ce candidat" in response.content.decode()
    assert "Gardé" in response.content.decode()
    session.refresh_from_db()
    assert session.state == SessionState.CREATED


def test_closed_with_a_reason(member, page, session, test):
    response = member.post(page, {f"reason-{test.public_id}": "technical"})
    assert response.url == page
    session.refresh_from_db()
    test.refresh_from_db()
    assert (session.state, test.abort_reason) == (SessionState.FINALISED, "technical")
    assert "Finalisée le" in member.get(page).content.decode()


def test_closed_twice_is_told(member, page, scored):
    response = member.post(page, {}, follow=True)
    assert "déjà finalisée" in response.content.decode()


def test_a_report_is_added_and_taken_back(member, page, report_page, session, test):
    member.post(report_page, FRAUD)
    incident = IncidentReport.objects.get()
    assert incident.is_impactful
    assert "pour le jury" in member.get(page).content.decode()
    member.post(
        reverse(
            "incident_withdraw", args=[session.centre.code, session.public_id, incident.public_id]
        )
    )
    assert not IncidentReport.objects.exists()


def test_an_incomplete_report_says_what_lacks_and_loses_nothing(member, report_page, test):
    asked = FRAUD | {"category": "IN_CHALLENGE", "description": "Écran noir"}
    response = member.post(report_page, asked)
    assert response.status_code == 422
    assert "Choisissez une précision" in response.content.decode()
    assert "Écran noir" in response.content.decode()


def test_once_finalised_nothing_is_reported(member, report_page, scored):
    assert member.post(report_page, FRAUD).status_code == 404


@pytest.mark.parametrize("others", [0, 2])
def test_queries_do_not_grow(member, page, session, test, others, django_assert_max_num_queries):
    CandidateFactory.create_batch(others, session=session)
    with django_assert_max_num_queries(12):
        member.get(page)


def test_a_report_sent_as_somebody_finalises_is_told(
    member, page, report_page, scored, monkeypatch
):
    """The page had been read, and the session looked at, before."""
    monkeypatch.setattr(views, "_open_session", lambda *asked: scored.candidate.session)
    response = member.post(report_page, FRAUD, follow=True)
    assert "demandez-lui de rouvrir" in response.content.decode()
    assert not IncidentReport.objects.exists()


def test_a_question_is_the_one_that_the_candidate_read(
    member, page, report_page, candidate, test, head, now
):
    """The first one was replaced: what the candidate read as 1 then is at position 2."""
    alert = raise_alert(test=test, position=1, said="Rien", now=now)
    reason = IncidentSubcategory.ACCESSIBILITY_ISSUE
    answer_alert(alert, accepted=True, reason=reason, author=head, now=now)
    told = {"candidate": candidate.pk, "category": "IN_CHALLENGE", "question_number": "1"}
    member.post(report_page, told | {"subcategory": "WEBSITE_BLOCKED"})
    incident = IncidentReport.objects.get(subcategory="WEBSITE_BLOCKED")
    assert (incident.question_number, incident.is_impactful) == (2, True)
    shown = member.get(page).content.decode()
    assert (shown.count("question 1"), shown.count("question 2")) == (2, 0)


def test_what_the_jury_neutralised_later_changes_no_number(
    member, report_page, session, candidate, test, now
):
    Neutralisation.objects.create(test=test, position=1, reason="Image", made_at=now)
    told = {"candidate": candidate.pk, "category": "IN_CHALLENGE", "question_number": "2"}
    member.post(report_page, told | {"subcategory": "WEBSITE_BLOCKED"})
    assert IncidentReport.objects.get().question_number == 2
