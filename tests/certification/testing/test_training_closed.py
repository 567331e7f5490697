"""During a certification, another tab neither trains, nor corrects, nor explains."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from certification.enums import Ending
from certification.services.tests import end, start_mock
from competences.models import Answer, Assessment
from competences.services.starting import forget, start_or_resume
from tests.factories.certification import TestFormatFactory

CLOSED = (
    reverse("home"),
    reverse("profile"),
    reverse("lessons"),
    reverse("lesson", args=["dossiers"]),
    reverse("trial"),
    reverse("code"),
    reverse("result", args=[uuid.UUID(int=1)]),
    reverse("corrections", args=[uuid.UUID(int=1)]),
)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def at_home(client, person):
    client.force_login(person)
    return client


@pytest.mark.parametrize("address", CLOSED)
def test_the_rest_is_closed(at_home, test, address):
    page = at_home.get(address, follow=True)
    assertRedirects(page, reverse("certification"))
    assertContains(page, "Vous passez une certification")


def test_a_fragment_leaves_with_its_page(at_home, test):
    response = at_home.get(reverse("lessons"), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("certification")


def test_a_test_under_way_waits_and_none_begins(at_home, person, test, now):
    for competence in ("3.1", "4.1"):
        forget(user_id=person.pk, competence=competence, now=now)
    training = start_or_resume(user_id=person.pk, competence="4.1", needs=(), now=now)
    answers, tests = Answer.objects.count(), Assessment.objects.count()
    sent = {"position": 1, "skip": "1"}
    at_home.post(reverse("question", args=[training.public_id]), sent)
    at_home.post(reverse("start", args=["3.1"]))
    assert (Answer.objects.count(), Assessment.objects.count()) == (answers, tests)
    end(test, Ending.COMPLETED, now)
    at_home.post(reverse("question", args=[training.public_id]), sent)
    assert Answer.objects.count() == answers + 1


@pytest.mark.parametrize("ending", Ending)
def test_it_opens_with_the_end(at_home, test, ending, now):
    end(test, ending, now)
    assert at_home.get(reverse("home")).status_code == 200


def test_a_mock_test_closes_nothing(at_home, person, now):
    TestFormatFactory()
    mock = start_mock(user=person, now=now)
    assert at_home.get(reverse("home")).status_code == 200
    end(mock, Ending.COMPLETED, now)


def test_the_end_of_a_mock_test_does_not_open(at_home, person, candidate, now, request):
    mock = start_mock(user=person, now=now)
    request.getfixturevalue("test")
    end(mock, Ending.COMPLETED, now)
    assert at_home.get(reverse("home")).status_code == 302


def test_somebody_else_trains(client, outsider, test):
    client.force_login(outsider)
    assert client.get(reverse("home")).status_code == 200


def test_what_nobody_ended_does_not_close_for_ever(at_home, person, test, time_machine):
    time_machine.move_to(timezone.now() + settings.EXAMINATION_LIFE - timedelta(minutes=1))
    assert at_home.get(reverse("home")).status_code == 302
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert at_home.get(reverse("home")).status_code == 200


def test_the_way_out_and_the_account_stay_open(at_home, test):
    assert at_home.get(reverse("help")).status_code == 200
    assert at_home.post(reverse("account_logout")).status_code == 302
