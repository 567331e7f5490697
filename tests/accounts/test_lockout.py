"""Product rule: a pause from the tenth failure, doubling from two minutes, for each account."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user

from accounts import lockout
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
START = "2027-01-04T10:00:00+01:00"
PAUSED = "essais pour ce compte"


def attempt(client, login, password="Mauvais-Mot-1"):
    return client.post("/connexion/", {"login": login, "password": password})


def fail(client, login, times):
    for _ in range(times):
        attempt(client, login)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_nine_failures_do_not_pause(client, learner, clock):
    fail(client, learner.email, 9)
    assert attempt(client, learner.email, PASSWORD).status_code == 302


def test_the_tenth_failure_pauses_two_minutes_even_for_the_right_password(client, learner, clock):
    fail(client, learner.email, 10)
    page = attempt(client, learner.email, PASSWORD).content.decode()
    assert PAUSED in page
    assert "Réessayez dans 2\u00a0minutes" in page
    clock.shift(timedelta(minutes=2))
    assert attempt(client, learner.email, PASSWORD).status_code == 302


def test_each_further_failure_doubles_the_pause(learner, now):
    key = lockout.person_key(learner)
    pauses = []
    for _ in range(14):
        lockout.record_failure(key, now=now)
        pauses.append(lockout.pause_left(key, now=now) / timedelta(minutes=1))
    assert pauses == [0] * 9 + [2, 4, 8, 16, 32]


def test_a_pause_never_lasts_more_than_a_day(learner, now):
    key = lockout.person_key(learner)
    for _ in range(40):
        lockout.record_failure(key, now=now)
    assert lockout.pause_left(key, now=now) == timedelta(days=1)


def test_attempts_during_a_pause_do_not_lengthen_it(client, learner, clock):
    fail(client, learner.email, 30)
    clock.shift(timedelta(minutes=2))
    assert attempt(client, learner.email, PASSWORD).status_code == 302


def test_one_account_paused_does_not_touch_another(client, learner, outsider, clock):
    fail(client, learner.email, 10)
    attempt(client, outsider.email, PASSWORD)
    assert get_user(client) == outsider


def test_address_and_username_of_one_person_are_one_account(client, learner, clock):
    learner.username = "louise.n"
    learner.save()
    fail(client, learner.email, 5)
    fail(client, "LOUISE.N", 5)
    assert PAUSED in attempt(client, learner.email).content.decode()


def test_signing_in_forgets_the_failures(client, learner, clock):
    fail(client, learner.email, 9)
    attempt(client, learner.email, PASSWORD)
    client.logout()
    fail(client, learner.email, 9)
    assert attempt(client, learner.email, PASSWORD).status_code == 302


def test_an_unknown_account_pauses_alike(client, clock):
    fail(client, "personne@example.org", 10)
    assert PAUSED in attempt(client, "Personne@example.org").content.decode()


def test_a_new_password_ends_the_pause(client, learner, post, mailoutbox, clock):
    fail(client, learner.email, 10)
    post("/mot-de-passe/oublie/", {"email": learner.email})
    link = next(line for line in mailoutbox[0].body.splitlines() if "/nouveau/" in line)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "Nouveau-Chat-7"})
    client.logout()
    assert attempt(client, learner.email, "Nouveau-Chat-7").status_code == 302


def test_guessing_a_password_to_erase_the_account_pauses_too(client, learner, clock):
    client.force_login(learner)
    for _ in range(10):
        client.post("/mon-compte/supprimer/", {"understood": "on", "password": "Mauvais-Mot-1"})
    page = client.post("/mon-compte/supprimer/", {"understood": "on", "password": PASSWORD})
    assert PAUSED in page.content.decode()
