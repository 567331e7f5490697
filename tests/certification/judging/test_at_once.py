"""Two people, or two workers, at the same instant: one wins, nothing is done twice or lost."""

import contextlib

import pytest
from django.utils import timezone

from certification import tasks
from certification.enums import AbortReason, SessionState
from certification.models import Certificate, CertificationTest, Result, Session
from certification.services import jury
from certification.services.finalisation import Closing, NeedlessReasons, finalise
from certification.services.jury import Comments, DecisionRefused
from certification.services.publication import publish
from certification.services.scoring import latest, score_session
from certification.services.tests import Step
from certification.services.transitions import MoveRefused
from tests.support.at_once import at_once
from tests.support.sitting import reply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now():
    return timezone.now()


def again(test) -> CertificationTest:
    tests = CertificationTest.objects.select_related("assessment", "format", "candidate__session")
    return tests.get(pk=test.pk)


def fresh(session) -> Session:
    return Session.objects.get(pk=session.pk)


def tried(act, *refusals):
    """Whether it was done."""

    def run():
        with contextlib.suppress(*refusals):
            act()
            return True
        return False

    return run


def test_a_session_is_finalised_once(whole, session, head, now):
    def close():
        finalise(fresh(session), Closing(), actor=head, now=now)

    assert sum(at_once(*[tried(close, MoveRefused)] * 3)) == 1
    assert fresh(session).state == SessionState.FINALISED


def test_finalised_while_somebody_answers(test, session, head, now):
    closing = Closing(reasons={test.pk: AbortReason.CANDIDATE})

    def answering():
        mine, taken = again(test), 0
        while reply(mine, now) == Step.NEXT:
            taken += 1
        return taken

    def closes():
        finalise(fresh(session), closing, actor=head, now=now)

    taken, closed = at_once(answering, tried(closes, NeedlessReasons))
    ended = again(test)
    assert taken <= ended.assessment.answered == ended.assessment.answers.count()
    assert ended.state == "ended"
    assert closed == (fresh(session).state == SessionState.FINALISED)
    assert closed == (ended.ending == "by_finalisation")


def test_two_workers_score_once(whole, session, head, now, monkeypatch):
    monkeypatch.setattr(tasks.score_session, "delay", lambda key: None)
    finalise(session, Closing(), actor=head, now=now)
    done = at_once(*[lambda: score_session(fresh(session), now=timezone.now())] * 3)
    assert (sum(done), Result.objects.count()) == (1, 1)


def test_a_session_is_published_once(scored, session, officer, now):
    def out():
        publish(fresh(session), actor=officer, now=now)

    assert sum(at_once(*[tried(out, MoveRefused)] * 3)) == 1
    assert Certificate.objects.count() == 1


def test_the_jury_decides_while_somebody_publishes(processed, session, officer, now):
    """The certificate is that of the result that counts, or there is none."""

    def rejects():
        jury.reject_for_fraud(again(processed), Comments(), author=officer, now=now)

    def out():
        publish(fresh(session), actor=officer, now=now)

    rejected, published = at_once(tried(rejects, DecisionRefused), tried(out, MoveRefused))
    assert published
    assert Certificate.objects.exists() != rejected
    assert (latest(processed).reason == "fraud") == rejected


def test_a_question_is_neutralised_once(processed, officer, now):
    def free():
        jury.neutralise(again(processed), 3, "Image", author=officer, now=now)

    assert sum(at_once(*[tried(free, DecisionRefused)] * 3)) == 1
    assert processed.neutralisations.count() == 1
    assert processed.results.count() == 2
