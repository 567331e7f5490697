"""The pages of the jury, and the candidate who contests."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from certification.enums import ResultReason, SessionState
from certification.models import Appeal, Certificate, Result
from certification.services import jury
from certification.services.finalisation import Closing, finalise
from certification.services.jury import Comments
from certification.services.scoring import latest
from tests.factories.accounts import UserFactory
from tests.factories.certification import IncidentReportFactory, SessionFactory
from tests.support.certificates import sat


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
    assert "entre-temps" in act(judge, session, "prendre")  # a page read before the publication
    assert session.state == SessionState.PUBLISHED
    act(judge, session, "reprendre")
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
    told = {"decision": "fraud", "for_candidate": "Deux téléphones."}
    asked = judge.post(address, told).content.decode()
    assert "Ce qui sera perdu" in asked
    assert "Deux téléphones." in asked
    assert latest(processed).reason == ResultReason.SCORED
    judge.post(address, told | {"sure": "1"})
    assert latest(processed).comment_for_candidate == "Deux téléphones."
    again = judge.post(address, {"decision": "cancel", "sure": "1"}, follow=True).content.decode()
    assert "Levez d&#x27;abord" in again
    judge.post(address, {"decision": "lift"})
    assert latest(processed).reason == ResultReason.UNFRAUD
    assert "Choisissez" in judge.post(address, {}, follow=True).content.decode()


def test_not_held_not_judged(judge, scored):
    address = reverse("jury_decide", args=[scored.public_id])
    page = judge.post(address, {"decision": "cancel", "sure": "1"}, follow=True).content.decode()
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


def test_what_undoes_something_says_it_first(judge, scored, session):
    reopen = reverse("jury_move", args=[session.public_id, "rouvrir"])
    assert "Ce qui sera perdu" in judge.get(reopen).content.decode()
    take_back = reverse("jury_move", args=[session.public_id, "reprendre"])
    assert judge.get(take_back).status_code == 302
    act(judge, session, "publier")
    assert "certificats ne se voient" in judge.get(take_back).content.decode()
    session.refresh_from_db()
    assert session.state == SessionState.PUBLISHED


def test_a_batch_leaves_what_the_jury_must_look_at(judge, scored, session):
    IncidentReportFactory(session=session)
    address = reverse("jury_publish")
    page = judge.post(address, {"session": [session.public_id]}, follow=True).content.decode()
    assert "doit les regarder" in page
    session.refresh_from_db()
    assert session.state == SessionState.FINALISED


def test_a_session_without_results_yet_is_shown(judge, whole, session, head, now):
    finalise(session, Closing(), actor=head, now=now)
    assert (
        "en cours de calcul"
        in judge.get(reverse("jury_session", args=[session.public_id])).content.decode()
    )
    page = judge.get(reverse("jury_test", args=[whole.public_id])).content.decode()
    assert "Le résultat se calcule" in page


def test_only_what_can_be_decided_is_offered(judge, processed, officer, now):
    address = reverse("jury_test", args=[processed.public_id])
    assert 'value="lift"' not in judge.get(address).content.decode()
    jury.cancel(processed, Comments("Vu."), author=officer, now=now)
    page = judge.get(address).content.decode()
    assert 'value="lift"' in page
    assert 'value="fraud"' not in page
    assert "Vu." in page  # the words are there to be kept or changed


def test_every_reading_is_in_the_journal(judge, scored, session):
    judge.get(reverse("jury_session", args=[session.public_id]))
    assert AuditEvent.objects.get(action="results_read").details["count"] == 1


@pytest.mark.parametrize("others", [0, 2])
def test_queries_do_not_grow(judge, processed, session, now, others, django_assert_max_num_queries):
    for _ in range(others):
        test = sat(user=UserFactory(), now=now, session=session)
        Result.objects.create(
            test=test, status="validated", reason="scored", emitter="algorithm", made_at=now
        )
        IncidentReportFactory(session=session)
        other = SessionFactory(state=SessionState.FINALISED, finalised_at=now)
        Appeal.objects.create(test=sat(user=UserFactory(), now=now, session=other), text="Non.")
    for address, most in (
        (reverse("jury"), 10),
        (reverse("jury_session", args=[session.public_id]), 10),
        (reverse("jury_test", args=[processed.public_id]), 14),
    ):
        with django_assert_max_num_queries(most):
            judge.get(address)
