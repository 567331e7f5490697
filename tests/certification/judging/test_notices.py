"""A publication is told once to each address, whatever breaks on the way."""

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from certification import tasks
from certification.enums import SessionState
from certification.models import Notice
from certification.services import notices
from certification.services.publication import publish
from certification.services.transitions import move
from tests.factories.accounts import UserFactory
from tests.support.at_once import at_once
from tests.support.certificates import certified

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = {"prof@example.org", "maelle@example.org", "parents@example.org"}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture(autouse=True)
def addresses(scored, candidate):
    candidate.email, candidate.result_email = "maelle@example.org", "Prof@example.org"
    candidate.save()


@pytest.fixture
def no_broker(monkeypatch):
    def down(*_arguments):
        raise OperationalError

    monkeypatch.setattr(tasks.tell_results, "delay", down)


@pytest.fixture
def published(session, officer, now, no_broker):
    """By somebody who could not reach the queue; two of its candidates share their addresses."""
    for _ in range(2):
        test = certified(user=UserFactory(), now=now, session=session).result.test
        seat = test.candidate
        seat.email, seat.result_email = "parents@example.org", "prof@example.org"
        seat.save()
    session.refresh_from_db()
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    return publish(session, actor=officer, now=now)


def told(mailoutbox) -> list[str]:
    return sorted(mail.to[0] for mail in mailoutbox)


def test_without_a_broker_the_sweep_tells_them_once(published, mailoutbox):
    assert mailoutbox == []
    tasks.score_waiting_sessions()
    tasks.score_waiting_sessions()
    assert told(mailoutbox) == sorted(WAITING)


def test_a_worker_killed_halfway_leaves_the_others_to_the_next_one(
    published, now, mailoutbox, monkeypatch
):
    def killed(**_told):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(notices, "announce_results", killed)
        with pytest.raises(SystemExit):
            notices.tell_session(published.pk, now=now)
    assert 0 < len(mailoutbox) < len(WAITING)
    tasks.score_waiting_sessions()
    assert told(mailoutbox) == sorted(WAITING)


def test_two_workers_and_the_sweep_tell_each_once(published, now, mailoutbox):
    at_once(
        lambda: tasks.tell_results(published.pk),
        lambda: tasks.tell_results(published.pk),
        lambda: notices.tell_waiting(now=now),
    )
    assert told(mailoutbox) == sorted(WAITING)
    assert not Notice.objects.exists()


def test_taken_back_nobody_is_told_until_it_is_published_again(
    published, candidate, officer, now, mailoutbox
):
    move(published, SessionState.IN_PROCESS, actor=officer, now=now)
    tasks.score_waiting_sessions()
    assert mailoutbox == []
    candidate.result_email = "autre@example.org"
    candidate.save()
    publish(published, actor=officer, now=now)
    tasks.score_waiting_sessions()
    assert told(mailoutbox) == sorted(WAITING | {"autre@example.org"})


def test_published_again_everybody_is_told_again(published, officer, now, mailoutbox):
    tasks.score_waiting_sessions()
    move(published, SessionState.IN_PROCESS, actor=officer, now=now)
    publish(published, actor=officer, now=now)
    tasks.score_waiting_sessions()
    assert told(mailoutbox) == sorted([*WAITING, *WAITING])


def test_an_address_taken_away_meanwhile_receives_nothing(published, mailoutbox):
    published.candidates.update(result_email="")
    tasks.score_waiting_sessions()
    assert "prof@example.org" not in told(mailoutbox)
