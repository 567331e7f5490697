"""An appeal is answered, the candidate is told of it, and the result says that it was why."""

import pytest
from django.urls import reverse

from certification.enums import AlertState, ResultReason, SessionState
from certification.models import Appeal, LiveAlert
from certification.services import jury
from certification.services.appeals import HeldByAnother, answer_appeal, appeal
from certification.services.jury import Comments
from certification.services.publication import publish
from certification.services.scoring import latest
from certification.services.transitions import move
from tests.factories.accounts import UserFactory


@pytest.fixture
def contested(scored, session, officer, now):
    publish(session, actor=officer, now=now)
    return appeal(scored, text="L'image manquait.", position=3, now=now)


@pytest.fixture
def held(contested, scored, session, officer, now):
    """The officer took the session back to look at the appeal."""
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    return scored


@pytest.fixture
def reply(contested, officer, now, django_capture_on_commit_callbacks):
    def answered(*, accepted, author=officer):
        told = {"accepted": accepted, "answer": "L'image était noire.", "author": author}
        with django_capture_on_commit_callbacks(execute=True):
            return answer_appeal(contested, **told, now=now)

    return answered


def reasons(test) -> list[str]:
    return list(test.results.order_by("pk").values_list("reason", flat=True))


@pytest.mark.parametrize("accepted", [True, False])
def test_whoever_contested_is_told_once_that_there_is_something_to_read(
    reply, scored, candidate, mailoutbox, accepted
):
    candidate.email = "maelle@example.org"
    candidate.save()
    scored.refresh_from_db()
    reply(accepted=accepted)
    reply(accepted=not accepted)
    (mail,) = mailoutbox
    assert mail.to == ["maelle@example.org"]
    assert reverse("certification_appeal", args=[scored.public_id]) in mail.body
    assert "noire" not in mail.body
    assert "accept" not in mail.body


def test_decided_then_accepted(reply, held, officer, now):
    jury.neutralise(held, 3, "Image noire", author=officer, now=now)
    worth = latest(held).pix
    reply(accepted=True)
    assert reasons(held) == ["scored", "neutralisation", "appeal"]
    assert (latest(held).pix, latest(held).author) == (worth, officer)


def test_accepted_then_decided(reply, held, officer, now):
    reply(accepted=True)
    assert reasons(held) == ["scored"]
    jury.neutralise(held, 3, "Image noire", author=officer, now=now)
    jury.neutralise(held, 4, "Image noire", author=officer, now=now)
    assert reasons(held) == ["scored", "appeal", "appeal"]


def test_accepted_before_the_session_is_taken_back(reply, contested, scored, session, officer, now):
    reply(accepted=True)
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    jury.rescore(scored, Comments(), author=officer, now=now)
    assert latest(scored).reason == ResultReason.APPEAL


def test_a_rejection_lifted_because_of_it(reply, held, officer, now):
    jury.reject_for_fraud(held, Comments(), author=officer, now=now)
    reply(accepted=True)
    assert latest(held).reason == ResultReason.FRAUD
    jury.lift(held, Comments(), author=officer, now=now)
    assert latest(held).reason == ResultReason.APPEAL


def test_refused_it_is_why_nothing_changed(reply, held, officer, now):
    reply(accepted=False)
    jury.neutralise(held, 3, "Autre chose", author=officer, now=now)
    assert latest(held).reason == ResultReason.NEUTRALISATION


def test_it_is_not_why_of_what_is_decided_after_another_publication(
    reply, held, session, officer, now
):
    reply(accepted=True)
    later = now.replace(year=now.year + 1)
    publish(session, actor=officer, now=later)
    move(session, SessionState.IN_PROCESS, actor=officer, now=later)
    jury.rescore(held, Comments(), author=officer, now=later)
    assert latest(held).reason == ResultReason.RESCORED


def test_only_whoever_holds_the_session_answers(reply, held, contested):
    with pytest.raises(HeldByAnother):
        reply(accepted=True, author=UserFactory(staff=True))
    contested.refresh_from_db()
    assert contested.state == "open"


def test_the_page_says_who_answers(client, held, contested):
    client.force_login(UserFactory(staff=True))
    told = {"accepted": "yes", "answer": "Oui."}
    page = client.post(reverse("jury_appeal", args=[contested.public_id]), told)
    assert "Un autre membre du jury tient cette session" in page.content.decode()
    assert "Oui." in page.content.decode()


def test_pages_of_the_officer_say_that_one_is_open(client, contested, scored, session, officer):
    client.force_login(officer)
    link = reverse("jury_appeal", args=[contested.public_id])
    for address in (
        reverse("jury"),
        reverse("jury_session", args=[session.public_id]),
        reverse("jury_test", args=[scored.public_id]),
    ):
        assert link in client.get(address).content.decode()
    client.post(link, {"accepted": "no", "answer": "Non."})
    assert link not in client.get(address).content.decode()


def test_the_question_is_the_one_that_the_candidate_read(client, scored, session, officer, now):
    """The first one was replaced: what the candidate read as 2 is at position 3."""
    LiveAlert.objects.create(
        test=scored, position=1, challenge_id="x", state=AlertState.ACCEPTED,
        reason="WEBSITE_BLOCKED", raised_at=now, settled_at=now,
    )  # fmt: skip
    publish(session, actor=officer, now=now)
    client.force_login(scored.user)
    address = reverse("certification_appeal", args=[scored.public_id])
    client.post(address, {"text": "L'image manquait.", "position": "2"})
    assert Appeal.objects.get().position == 3
    assert "question 2" in client.get(address).content.decode()
