"""Timed questions: a warning first, then the server's clock decides."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from competences.models import Answer, Assessment
from competences.services.starting import start_test
from competences.views import materials


@pytest.fixture
def timed(learner, client, now):
    with time_machine.travel(now, tick=False):
        client.force_login(learner)
    test = start_test(user_id=learner.pk, competence="1.2", needs=(), now=now)
    Assessment.objects.filter(pk=test.pk).update(challenge_id="formats-3a")
    test.refresh_from_db()
    return test


def answer_after(client, timed, now, seconds):
    address = reverse("question", args=[timed.public_id])
    with time_machine.travel(now, tick=False):
        client.post(reverse("clock", args=[timed.public_id]), {"position": 1})
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        client.post(address, {"position": 1, "text": "42"})
    return Answer.objects.get()


def test_the_question_is_hidden_until_the_clock_starts(client, timed, now):
    with time_machine.travel(now, tick=False):
        page = client.get(reverse("question", args=[timed.public_id])).content.decode()
    assert "Question chronométrée" in page
    assert "Vous êtes dans la situation" not in page


def test_its_files_are_hidden_until_the_clock_starts(client, timed, monkeypatch):
    address = reverse("file", args=[timed.public_id, 1, "notes.txt"])
    monkeypatch.setattr(materials, "media_types", lambda *_: {"notes.txt": "text/plain"})
    monkeypatch.setattr(materials, "file_bytes", lambda *_: b"secret")
    assert client.get(address).status_code == 404
    client.post(reverse("clock", args=[timed.public_id]), {"position": 1})
    assert client.get(address).content == b"secret"


def test_an_answer_in_time_counts(client, timed, now):
    assert answer_after(client, timed, now, 59).outcome == "correct"


def test_a_late_answer_is_timed_out_even_if_right(client, timed, now):
    answer = answer_after(client, timed, now, 70)
    assert (answer.outcome, answer.seconds) == ("timed_out", 70)


def test_starting_the_clock_again_gives_no_more_time(client, timed, now):
    address = reverse("clock", args=[timed.public_id])
    for seconds in (0, 50):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            client.post(address, {"position": 1})
    timed.refresh_from_db()
    assert timed.timer_started_at == now
