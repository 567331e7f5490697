"""Timed questions, simulators, files: at addresses of the certification, while they are asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from certification.models import CertificationTest
from certification.services.alerts import raise_alert, settle_alert
from certification.services.marking import answered
from competences.bank import read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.enums import Outcome
from competences.models import Assessment, Release
from competences.selectors.bank import bank_of, variant_of
from competences.services.releases import load_release
from tests.support.sitting import POST

TIMED, SIMULATOR = "formats-1a", "dossiers-1a"  # of the small bank


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def sitting(client, test, person):
    """The post of the test is this client's."""
    client.force_login(person)
    session = client.session
    session["certification_post"] = POST
    session.save()
    return test


def ask(test, challenge, release=None) -> CertificationTest:
    """Put a question of another bank in its place; no other is drawn after it."""
    release = release or Release.objects.order_by("pk").first()
    competence = bank_of(release.pk, 0).competence_of[challenge]
    asked = Assessment.objects.filter(pk=test.assessment_id)
    asked.update(challenge_id=challenge, variant=0, release=release, competence=competence)
    return again(test)


def again(test) -> CertificationTest:
    tests = CertificationTest.objects.select_related("assessment", "candidate", "format")
    return tests.get(pk=test.pk)


def address(test, rest="") -> str:
    return reverse("certification_question", args=[test.public_id]) + rest


def test_a_timed_question_warns_first(client, sitting):
    test = ask(sitting, TIMED)
    assertContains(client.get(address(test)), "60 secondes")
    assertNotContains(client.get(address(test)), "Que faites-vous")
    client.post(address(test, "chrono/"), {"position": "1"})
    assertContains(client.get(address(test)), 'data-timer="60"')


def test_extra_time_is_also_that_of_timed_questions(client, sitting):
    sitting.candidate.extra_time_percent = 50
    sitting.candidate.save()
    test = ask(sitting, TIMED)
    assertContains(client.get(address(test)), "90 secondes")


@pytest.mark.parametrize(("seconds", "outcome"), [(93, Outcome.CORRECT), (94, Outcome.TIMED_OUT)])
def test_a_late_answer_to_a_timed_question(sitting, now, seconds, outcome):
    sitting.candidate.extra_time_percent = 50
    sitting.candidate.save()
    test = ask(sitting, TIMED)
    test.assessment.timer_started_at = now
    given = answered(test, {"text": "42"}, now=now + timedelta(seconds=seconds))
    assert given.outcome == outcome


def test_waiting_for_the_invigilator_stops_that_clock_too(sitting, invigilator, now):
    test = ask(sitting, TIMED)
    Assessment.objects.filter(pk=test.assessment_id).update(timer_started_at=now)
    alert = raise_alert(test=test, position=1, said="", now=now + timedelta(seconds=10))
    at = now + timedelta(seconds=100)
    settle_alert(alert=alert, accepted=False, author=invigilator, now=at)
    assert again(test).assessment.timer_started_at == now + timedelta(seconds=90)


def test_a_simulator_is_served_while_it_is_asked(client, sitting):
    test = ask(sitting, SIMULATOR)
    page = client.get(address(test, "1/simulateur/"))
    assertContains(page, "Sortie")
    assertNotContains(page, "expect")
    assert client.get(address(test, "2/simulateur/")).status_code == 404


def test_files_are_served_to_their_candidate_while_they_are_asked(client, sitting, outsider, now):
    release, _ = load_release(read_bank(CONTENT_FOLDER), now=now)
    challenge, name = _with_a_file(release)
    test = ask(sitting, challenge, release)
    assert client.get(address(test, f"1/{name}")).status_code == 200
    raise_alert(test=test, position=1, said="", now=now)
    assert client.get(address(test, f"1/{name}")).status_code == 404
    client.force_login(outsider)
    assert client.get(address(test, f"1/{name}")).status_code == 404


def _with_a_file(release) -> tuple[str, str]:
    for challenge in bank_of(release.pk, 0).challenges:
        for file in variant_of(release.pk, challenge, 0).files:
            return challenge, file.name
    raise AssertionError("the bank has no file")
