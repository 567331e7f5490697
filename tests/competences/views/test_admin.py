"""Platform staff: every question replayed, nothing of the bank or the answers editable."""

import pytest
from django.urls import reverse

from competences.models import ChallengeReport
from competences.selectors.replay import replay
from competences.services.starting import start_test
from tests.support.answers import finish


@pytest.fixture
def finished(learner, now):
    test = start_test(user_id=learner.pk, competence="1.2", needs=(), now=now)
    return finish(test, right=True, now=now)


def test_every_draw_comes_out_the_same_when_played_again(finished):
    rows = list(replay(finished))
    assert len(rows) == finished.answered
    assert all(row.same_draw for row in rows)


def test_staff_read_a_test_with_its_choices_and_probabilities(client, staff, finished):
    client.force_login(staff)
    address = reverse("admin:competences_assessment_change", args=[finished.pk])
    page = client.get(address).content.decode()
    first = finished.answers.earliest("position")
    assert first.challenge_id in page
    assert "identique" in page


@pytest.mark.parametrize(
    "model", ["release", "competence", "topic", "skill", "challenge", "lesson", "assessment"]
)
def test_lists_open_and_nothing_can_be_added(client, staff, finished, model):
    client.force_login(staff)
    assert client.get(reverse(f"admin:competences_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:competences_{model}_add")).status_code == 403


def test_a_report_shows_the_exact_variant_to_staff(client, learner, staff, finished):
    client.force_login(learner)
    address = reverse("report", args=[finished.public_id, 1])
    client.post(address, {"category": "answer", "text": "La réponse est fausse."})
    report = ChallengeReport.objects.get()
    first = finished.answers.earliest("position")
    assert (report.challenge_id, report.variant) == (first.challenge_id, first.variant)
    client.force_login(staff)
    page = client.get(reverse("admin:competences_challengereport_change", args=[report.pk]))
    assert reverse("preview", args=[report.challenge_id, report.variant]) in page.content.decode()


def test_a_report_without_words_is_asked_again(client, learner, finished):
    client.force_login(learner)
    address = reverse("report", args=[finished.public_id, 1])
    assert client.post(address, {"category": "answer"}).status_code == 422
    assert not ChallengeReport.objects.exists()


def test_a_question_not_asked_yet_cannot_be_reported(client, learner, finished):
    client.force_login(learner)
    address = reverse("report", args=[finished.public_id, finished.position + 1])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("data", "words"), [({"text": "oui"}, "Juste"), ({"text": "x"}, "Faux")])
def test_a_preview_marks_an_answer_and_records_nothing(client, staff, data, words):
    client.force_login(staff)
    response = client.post(reverse("preview", args=["dossiers-1b", 0]), data)
    assert words in response.content.decode()
    assert "Voilà pourquoi" in response.content.decode()


def test_previews_are_for_staff(client, learner):
    client.force_login(learner)
    assert client.get(reverse("preview", args=["dossiers-1b", 0])).status_code == 403
