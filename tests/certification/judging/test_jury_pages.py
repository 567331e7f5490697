"""The pages of the jury, and the candidate who contests."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from certification.enums import ResultReason, SessionState
from certification.models import Appeal, Certificate
from certification.services.scoring import latest
from tests.factories.certification import IncidentReportFactory


@pytest.fixture
def judge(client, officer):
    client.force_login(officer)
    return client


def act(judge, session, name):
    address = reverse("jury_move", args=[session.public_id, name])
    response = judge.post(address, follow=True)
    session.refresh_from_db()
    return response.content.decode()


def test_what_nothing_stops_is_published_in_one_go(judge, scored, session):
    assert "Prêtes à publier" in judge.get(reverse("jury")).content.decode()
    judge.post(reverse("jury_publish"), {"session": [session.public_id]})
    session.refresh_from_db()
    assert session.state == SessionState.PUBLISHED
    assert Certificate.objects.count() == 1


def test_a_report_sends_it_to_the_jury(judge, scored, session):
    incident = IncidentReportFactory(session=session)
    page = judge.get(reverse("jury")).content.decode()
    assert "signalements" in page
    assert 'name="session"' not in page
    address = reverse("jury_resolve", args=[session.public_id, incident.public_id])
    assert "Dites ce qui a été fait" in judge.post(address, {}, follow=True).content.decode()
    judge.post(address, {"follow_up": "Rien trouvé."})
    assert 'name="session"' in judge.get(reverse("jury")).content.decode()


def test_taken_given_back_published_and_taken_again(judge, scored, session, officer):
    assert "La session est à vous" in act(judge, session, "prendre")
    assert session.officer == officer
    act(judge, session, "rendre")
    assert session.state == SessionState.FINALISED
    act(judge, session, "publier")
    assert session.state == SessionState.PUBLISHED
    assert "entre-temps" in act(judge, session, "publier")
    act(judge, session, "prendre")
    assert session.state == SessionState.IN_PROCESS
    act(judge, session, "rouvrir")
    assert session.state == SessionState.CREATED


def test_an_act_that_does_not_exist(judge, scored, session):
    address = reverse("jury_move", args=[session.public_id, "effacer"])
    assert judge.post(address).status_code == 404


def test_a_test_is_read_and_the_school_knows(judge, processed):
    page = judge.get(reverse("jury_test", args=[processed.public_id])).content.decode()
    assert "Maëlle Testard" in page
    assert AuditEvent.objects.filter(action="test_read").count() == 1


def test_decided_then_lifted(judge, processed):
    address = reverse("jury_decide", args=[processed.public_id])
    judge.post(address, {"decision": "fraud", "for_candidate": "Deux téléphones."})
    assert latest(processed).comment_for_candidate == "Deux téléphones."
    again = judge.post(address, {"decision": "cancel"}, follow=True).content.decode()
    assert "Levez d&#x27;abord" in again
    judge.post(address, {"decision": "lift"})
    assert latest(processed).reason == ResultReason.UNFRAUD
    assert "Choisissez" in judge.post(address, {}, follow=True).content.decode()


def test_not_held_not_judged(judge, scored):
    address = reverse("jury_decide", args=[scored.public_id])
    page = judge.post(address, {"decision": "cancel"}, follow=True).content.decode()
    assert "Prenez d&#x27;abord la session" in page


def test_a_question_is_neutralised_and_restored(judge, processed):
    address = reverse("jury_question", args=[processed.public_id, 3])
    assert "Dites pourquoi" in judge.post(address, {}, follow=True).content.decode()
    judge.post(address, {"reason": "Image absente"})
    assert (
        "Image absente"
        in judge.get(reverse("jury_test", args=[processed.public_id])).content.decode()
    )
    judge.post(address, {"restore": "1"})
    assert not processed.neutralisations.filter(lifted_at=None).exists()


def test_the_certificate_bears_the_mended_name(judge, processed, session):
    mended = {
        "last_name": "Têtard",
        "first_name": "Maëlle",
        "birth_date_0": "",
        "birth_date_day": "14",
        "birth_date_month": "3",
        "birth_date_year": "2010",
    }
    judge.post(reverse("jury_identity", args=[processed.public_id]), mended)
    act(judge, session, "publier")
    assert Certificate.objects.get().content["last_name"] == "Têtard"


def test_a_candidate_contests_and_is_answered(client, judge, scored, session, officer):
    act(judge, session, "publier")
    address = reverse("certification_appeal", args=[scored.public_id])
    client.force_login(scored.user)
    client.post(address, {"text": "L'image manquait.", "position": "3"})
    assert "ne peut pas être déposé" in client.post(address, {"text": "Encore"}).content.decode()
    client.force_login(officer)
    one = Appeal.objects.get()
    reply = reverse("jury_appeal", args=[one.public_id])
    client.post(reply, {"accepted": "no", "answer": "L'image était là."})
    client.force_login(scored.user)
    page = client.get(address).content.decode()
    assert "L&#x27;image était là." in page


def test_nothing_to_contest_before_the_publication(client, scored):
    client.force_login(scored.user)
    address = reverse("certification_appeal", args=[scored.public_id])
    client.post(address, {"text": "Déjà"})
    assert not Appeal.objects.exists()
