"""What is filled in is what would have been drawn."""

import re

import pytest
from django.urls import reverse

from competences.models import Assessment
from competences.services.starting import start_test
from competences.views import questions, sheets

HTMX = {"HX-Request": "true"}
ONE_OF_EACH_KIND = [
    "dossiers-1a",
    "dossiers-1b",
    "formats-1b",
    "copies-1a",
    "copies-1b",
    "secrets-1a",
    "secrets-1b",
]


@pytest.fixture
def test(learner, client, now):
    client.force_login(learner)
    return start_test(user_id=learner.pk, competence="1.2", needs=(), now=now)


def ask(test, challenge):
    competence = "4.1" if challenge.startswith("secrets") else "1.2"
    Assessment.objects.filter(pk=test.pk).update(
        challenge_id=challenge, competence=competence, position=3
    )


def shown(client, test, *, filled, monkeypatch):
    """The fragment, filled in or drawn."""
    with monkeypatch.context() as patch:
        if not filled:
            patch.setattr(questions, "_fits_a_sheet", lambda *_, **__: False)
        page = client.get(reverse("question", args=[test.public_id]), headers=HTMX)
    token = r'name="csrfmiddlewaretoken" value="\w{64}"'
    del page.headers["Expires"]  # now
    return re.subn(token, "", page.content.decode()), sorted(page.headers.items())


@pytest.mark.parametrize("challenge", ONE_OF_EACH_KIND)
@pytest.mark.parametrize("preferences", [{}, {"read_aloud": True}], ids=["silent", "aloud"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_filled_in_is_as_drawn(
    client, learner, test, challenge, preferences, language, monkeypatch
):
    learner.preferences, learner.language = preferences, language
    learner.save()
    ask(test, challenge)
    drawn = shown(client, test, filled=False, monkeypatch=monkeypatch)
    assert shown(client, test, filled=True, monkeypatch=monkeypatch) == drawn


def test_a_trial_is_as_drawn(client, db, monkeypatch):
    client.post(reverse("trial"), {"competence": "4.1"})
    trial = Assessment.objects.get()
    ask(trial, "secrets-1b")
    drawn = shown(client, trial, filled=False, monkeypatch=monkeypatch)
    assert shown(client, trial, filled=True, monkeypatch=monkeypatch) == drawn


def test_a_sheet_says_nothing_of_who_saw_it_first(client, test, outsider, now):
    ask(test, "dossiers-1b")
    client.get(reverse("question", args=[test.public_id]), headers=HTMX)
    other = start_test(user_id=outsider.pk, competence="1.2", needs=(), now=now)
    ask(other, "dossiers-1b")
    client.force_login(outsider)
    page = client.get(reverse("question", args=[other.public_id]), headers=HTMX).content.decode()
    assert str(test.public_id) not in page
    assert str(other.public_id) in page


def test_a_sheet_has_no_blank_left(client, test):
    ask(test, "dossiers-1b")
    page = client.get(reverse("question", args=[test.public_id]), headers=HTMX).content.decode()
    assert sheets.MARK not in page


def test_what_fills_a_blank_is_escaped(rf, learner, test, monkeypatch):
    request = rf.get("/")
    request.user = learner
    page = sheets.replace(
        questions.question_page(test, expected=10, now=test.started_at),
        place=sheets.Place("<b>", "1", "1", '"', "/", "", "/"),
    )
    assert "&lt;b&gt;" in sheets.filled_sheet(request, page)
