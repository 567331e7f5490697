"""What invigilators do, and what they are told when somebody was quicker."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from certification.enums import AlertState, Ending, EventKind
from certification.models import Candidate, IncidentReport
from certification.services.alerts import settle_alert
from certification.services.incidents import SessionClosed
from certification.services.presence import arrive, note
from certification.services.tests import end
from certification.views.supervision import reports
from tests.certification.supervision.conftest import at, enter
from tests.factories.accounts import UserFactory
from tests.support.sitting import OTHER_POST

HTMX = {"HX-Request": "true"}
FITS = "ACCESSIBILITY_ISSUE"


@pytest.fixture
def act(room, session):
    def done(candidate, name, **how):
        return room.post(at("supervised_act", session, candidate), {"act": name}, **how)

    return done


@pytest.fixture
def settle(room, session, candidate, alert):
    def done(**told):
        told = {"alert": alert.public_id} | told
        return room.post(at("supervised_alert", session, candidate), told, follow=True)

    return done


def fresh(candidate):
    return Candidate.objects.select_related("test").get(pk=candidate.pk)


def test_presence_and_identity_are_ticked_and_taken_back(act, expected):
    act(expected, "identity")
    first = fresh(expected)
    assert first.present_at
    assert first.identity_checked_at
    act(expected, "present")
    assert fresh(expected).present_at == first.present_at
    act(expected, "absent")
    assert (fresh(expected).present_at, fresh(expected).identity_checked_at) == (None, None)


def test_one_is_authorised_then_not(act, session, candidate, invigilator):
    assertRedirects(act(candidate, "authorise"), at("supervision", session))
    assert (fresh(candidate).authorised_by, bool(fresh(candidate).present_at)) == (
        invigilator,
        True,
    )
    act(candidate, "unauthorise")
    assert fresh(candidate).authorised_at is None


def test_all_who_are_present_are_authorised(room, session, candidate, expected, act):
    act(expected, "present")
    room.post(at("supervision_all", session))
    assert fresh(expected).authorised_at
    assert fresh(candidate).authorised_at is None


def test_an_act_through_htmx_answers_the_room(act, expected):
    answer = act(expected, "present", headers=HTMX)
    assertContains(answer, 'id="salle"')
    assertContains(answer, 'value="absent"')


def test_who_changes_posts_is_let_resume(act, candidate, test, now):
    arrive(test, post=OTHER_POST, now=now)
    act(candidate, "resume")
    assert fresh(candidate).authorised_at
    assert test.events.filter(detail={"resume": True}).count() == 1


def test_a_test_is_ended(act, candidate, test, invigilator):
    answer = act(candidate, "end", follow=True)
    assertContains(answer, "Le test de Maëlle Testard est terminé")
    ended = fresh(candidate).test
    assert (ended.state, ended.ending) == ("ended", Ending.BY_INVIGILATOR)
    assert test.events.get(kind=EventKind.ENDED).author == invigilator


@pytest.mark.parametrize("name", ["end", "resume", "authorise", "unauthorise"])
def test_acts_on_who_has_just_ended_say_so(act, candidate, test, now, name):
    end(test, Ending.COMPLETED, now)
    assertContains(act(candidate, name, headers=HTMX), "est déjà terminé")
    assert fresh(candidate).test.ending == Ending.COMPLETED


def test_who_has_begun_is_not_authorised_again(act, candidate, test):
    assertContains(act(candidate, "authorise", headers=HTMX), "a déjà commencé son test")
    assert fresh(candidate).authorised_at is None


def test_an_unknown_act_is_not_found(act, expected):
    assert act(expected, "promote").status_code == 404


def test_time_is_added_to_one(room, session, candidate, test):
    room.post(at("supervised_time", session, candidate), {"minutes": "7"})
    assert fresh(candidate).test.ends_at == test.ends_at + timedelta(minutes=7)


def test_wrong_minutes_are_asked_again_over_the_room(room, session, candidate, test):
    address = at("supervised_time", session, candidate)
    answer = room.post(address, {"minutes": "0"}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#fiche-contenu")
    assert fresh(candidate).test.ends_at == test.ends_at


def test_the_length_of_a_cut_is_proposed_to_all(room, session, candidate, test, now):
    lost = {"seconds": 1500, "given_back": 900}
    note(EventKind.RECONNECTED, test=test, now=now, detail=lost)
    page = room.get(at("supervision_time", session))
    assert page.context["form"].initial == {"minutes": 10}
    room.post(at("supervision_time", session), {"minutes": "10"})
    assert fresh(candidate).test.ends_at == test.ends_at + timedelta(minutes=10)
    assert room.get(at("supervision_time", session)).context["owed"] == 0


def test_an_alert_is_accepted_and_reported(settle, test, alert, invigilator):
    assertContains(settle(accept="1", reason=FITS), "La question de Maëlle Testard est remplacée")
    report = IncidentReport.objects.get()
    assert (report.subcategory, report.question_number) == (FITS, 1)
    assert (report.is_impactful, report.made_by) == (False, invigilator)
    assert report.resolved_at
    assert test.neutralisations.count() == 1


def test_an_alert_is_refused(settle, test, alert):
    assertContains(settle(refuse="1"), "continue avec la même question")
    alert.refresh_from_db()
    assert alert.state == AlertState.REFUSED
    assert not IncidentReport.objects.exists()


@pytest.mark.parametrize("reason", ["", "IMAGE_NOT_DISPLAYING", "SKIP_ON_OOPS"])
def test_only_reasons_that_fit_are_taken(settle, alert, reason):
    assertContains(settle(accept="1", reason=reason), "Choisissez pourquoi")
    alert.refresh_from_db()
    assert alert.state == AlertState.OPEN


@pytest.mark.parametrize("told", [{"accept": "1", "reason": FITS}, {"accept": "1"}, {}])
def test_an_alert_already_answered_says_so(settle, alert, told):
    other = UserFactory()
    settle_alert(alert=alert, accepted=False, author=other, now=timezone.now())
    assertContains(settle(**told), "elle a été traitée ailleurs")
    alert.refresh_from_db()
    assert (alert.state, alert.settled_by) == (AlertState.REFUSED, other)
    assert not IncidentReport.objects.exists()


def test_a_report_about_a_question_is_about_the_one_that_was_read(room, session, candidate, settle):
    """The first question was replaced: what the candidate reads as 1 is at position 2."""
    settle(accept="1", reason=FITS)
    told = {"candidate": candidate.pk, "category": "IN_CHALLENGE", "question_number": "1"}
    room.post(at("supervision_report", session), told | {"subcategory": "WEBSITE_BLOCKED"})
    report = IncidentReport.objects.get(subcategory="WEBSITE_BLOCKED")
    assert (report.question_number, report.is_impactful) == (2, True)


def test_an_incomplete_report_says_what_lacks(room, session):
    answer = room.post(at("supervision_report", session), {"category": "SIGNATURE_ISSUE"})
    assertContains(answer, "Décrivez ce qui s&#x27;est passé", status_code=422)


def test_a_report_of_somebody_is_prepared(room, session, candidate):
    address = f"{at('supervision_report', session)}?candidat={candidate.public_id}"
    assert room.get(address).context["form"].initial["candidate"] == candidate
    assert room.get(f"{address}x").status_code == 200


def test_nobody_acts_without_the_password(client, session, expected):
    client.force_login(UserFactory())
    client.post(at("supervised_act", session, expected), {"act": "authorise"})
    assert fresh(expected).authorised_at is None
    enter(client, session)
    client.post(at("supervised_act", session, expected), {"act": "authorise"})
    assert fresh(expected).authorised_at


def test_a_report_sent_as_the_centre_finalises_is_told_and_not_lost(room, session, monkeypatch):
    def closed(*_told, **_by):
        raise SessionClosed

    monkeypatch.setattr(reports, "report", closed)
    told = {"category": "SIGNATURE_ISSUE", "description": "Signé à côté."}
    answer = room.post(at("supervision_report", session), told)
    assertContains(answer, "Cette session est finalisée", status_code=422)
    assertContains(answer, "Signé à côté.", status_code=422)
