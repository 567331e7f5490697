"""A certification test: started once, answered, resumed, ended. Its clock is the server's."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from certification.engine import Asked, Stop, certifiable
from certification.enums import AlertState, Ending, EventKind, TestState
from certification.models import Candidate, CertificationTest, LiveAlert
from certification.selectors.blueprints import asked_of
from certification.selectors.clock import clock_of, open_alert, overdue_tests
from certification.selectors.drawing import ASKED_FIELDS, draw_next, put
from certification.selectors.formats import default_format
from certification.selectors.mock import is_examined
from certification.services.authorisation import spend
from certification.services.clock import give_back, stopped
from certification.services.entry import closed
from certification.services.locks import lock, lock_candidate, lock_session
from certification.services.marking import answered, given_up
from certification.services.preparing import prepared
from certification.services.presence import end_silence, note
from certification.services.refusals import EntryRefused, Refusal
from competences.enums import AssessmentState, Outcome
from competences.models import Answer
from pix.shared.statements import update_and_insert

_CHANGED = (*ASKED_FIELDS, "answered", "last_answer_at", "stop_reason")


class Step(StrEnum):
    """What comes after an answer."""

    NEXT = "next"
    ENDED = "ended"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    SUSPENDED = "suspended"


def start(*, candidate: Candidate, code: str, post: str, now: datetime) -> CertificationTest:
    """Start the test of a candidate, from a browser. The authorisation is used up.

    Two clicks start one test. Raises EntryRefused.
    """
    assert candidate.user is not None  # noqa: S101 -- only who entered has a page that starts
    test = prepared(candidate.user, candidate.session.format, candidate=candidate, now=now)
    with transaction.atomic():
        session = lock_session(candidate.session_id)
        seat = lock_candidate(candidate)
        begun = CertificationTest.objects.filter(candidate=seat).first()
        if begun is not None:
            return begun
        if reason := closed(session, now) or spend(seat, code, now) or _unfit(test):
            raise EntryRefused(reason)
        if session.first_started_at is None:
            session.first_started_at = now
            session.save(update_fields=["first_started_at"])
        test.post = post
        _store(test)
        _close_training(test, now)
        note(EventKind.STARTED, test=test, now=now)
    return test


def start_mock(*, user: User, now: datetime) -> CertificationTest:
    """Start a mock test, or give the one under way. Raises EntryRefused."""
    if is_examined(user.pk):
        raise EntryRefused(Refusal.UNDER_WAY)
    if begun := mock_under_way(user):
        return begun
    test = prepared(user, default_format(), candidate=None, now=now)
    if reason := _unfit(test):
        raise EntryRefused(reason)
    try:
        with transaction.atomic():
            _store(test)
    except IntegrityError:  # another tab has just started it
        return CertificationTest.objects.get(user=user, candidate=None, state=TestState.STARTED)
    return test


def mock_under_way(user: User) -> CertificationTest | None:
    mine = CertificationTest.objects.filter(user=user, candidate=None, state=TestState.STARTED)
    return mine.select_related("assessment", "format").first()


@transaction.atomic
def resume(*, candidate: Candidate, code: str, post: str, now: datetime) -> CertificationTest:
    """Go on from this browser, at the same question. The authorisation is used up, the time that
    the test was suspended is given back. Raises EntryRefused."""
    seat = lock_candidate(candidate)
    test = lock(CertificationTest.objects.select_related("format").get(candidate=seat))
    if test.state != TestState.STARTED or (test.post == post and test.suspended_at is None):
        return test
    if reason := spend(seat, code, now):
        raise EntryRefused(reason)
    _release(test, now)
    test.post, test.suspended_at, test.last_seen_at = post, None, None
    test.save(update_fields=["post", "suspended_at", "last_seen_at"])
    note(EventKind.RESUMED, test=test, position=test.assessment.position, now=now)
    return test


def _release(test: CertificationTest, now: datetime) -> None:
    if test.suspended_at is None:
        end_silence(test, now)
        return
    alert = open_alert(test)
    also = alert.raised_at if alert else None
    give_back(test, stopped(test.suspended_at, now, also_since=also))


@transaction.atomic
def answer(
    test: CertificationTest,
    position: int,
    response: dict[str, Any],
    now: datetime,
    *,
    post: str | None = None,
) -> Step:
    """Record the answer to the question at `position` and ask the next one; `test` is read again.

    An empty response skips the question. An answer to another question than the one now asked
    (repeated, late, from another window) changes nothing. `post`: the browser it comes from.
    """
    lock(test)
    if step := _not_now(test, position, post, now):
        return step
    return _advance(test, answered(test, response, now=now), now)


def _not_now(
    test: CertificationTest, position: int, post: str | None, now: datetime
) -> Step | None:
    if test.state != TestState.STARTED:
        return Step.ENDED
    if test.suspended_at is not None or (test.candidate_id and post not in (None, test.post)):
        return Step.SUSPENDED
    alert = open_alert(test)
    if clock_of(test, alert).is_over(now):
        _end(test, Ending.OUT_OF_TIME, now=now)
        return Step.ENDED
    if alert is not None:
        return Step.WAITING
    return None if position == test.assessment.position else Step.UNCHANGED


def give_up_question(test: CertificationTest, *, now: datetime) -> Step:
    """Ask another question than the one now asked, which counts no more. The lock is held."""
    return _advance(test, given_up(test, now=now), now, neutralised=True)


def _advance(
    test: CertificationTest, given: Answer, now: datetime, *, neutralised: bool = False
) -> Step:
    questions, position = test.assessment, given.position
    asked = asked_of(test)
    asked.append(Asked(given.challenge_id, given.outcome == Outcome.CORRECT, neutralised))
    questions.answered, questions.last_answer_at = position, now
    drawn = draw_next(test, asked)
    if isinstance(drawn, Stop):
        questions.stop_reason = drawn.reason
    else:
        put(test, drawn, position + 1, now=now)
    update_and_insert(questions, _CHANGED, "position = %s", [position], given)
    if isinstance(drawn, Stop):
        _end(test, Ending.COMPLETED, now=now)
        return Step.ENDED
    return Step.NEXT


@transaction.atomic
def end(
    test: CertificationTest, ending: Ending, now: datetime, author: User | None = None
) -> CertificationTest:
    """End a test, once: one that has ended stays as it is. `test` is read again."""
    lock(test)
    if test.state == TestState.STARTED:
        _end(test, ending, now=now, author=author)
    return test


def end_overdue(now: datetime) -> int:
    """End the tests whose time is over, even if nobody is there. How many."""
    tests = list(overdue_tests(now).order_by("ends_at", "pk"))
    return sum(_end_if_overdue(test, now) for test in tests)


@transaction.atomic
def _end_if_overdue(test: CertificationTest, now: datetime) -> bool:
    """Time may have been added, or an alert raised, since it was found."""
    lock(test)
    if not overdue_tests(now).filter(pk=test.pk).exists():
        return False
    _end(test, Ending.OUT_OF_TIME, now=now)
    return True


def _end(
    test: CertificationTest, ending: Ending, *, now: datetime, author: User | None = None
) -> None:
    """Nothing waits for an answer any more: neither the candidate nor the invigilator."""
    test.state, test.ending, test.suspended_at = TestState.ENDED, ending, None
    test.ended_at = min(now, test.ends_at) if ending == Ending.OUT_OF_TIME else now
    test.save(update_fields=["state", "ending", "ended_at", "suspended_at"])
    questions = test.assessment
    questions.state, questions.completed_at = AssessmentState.COMPLETED, test.ended_at
    questions.save(update_fields=["state", "completed_at"])
    _open_training(test)
    LiveAlert.objects.filter(test=test, state=AlertState.OPEN).update(
        state=AlertState.WITHDRAWN, settled_at=now
    )
    note(EventKind.ENDED, test=test, author=author, now=now, detail={"ending": str(ending)})


def _close_training(test: CertificationTest, now: datetime) -> None:
    assert test.user_id is not None  # noqa: S101 -- who starts has an account
    User.objects.filter(pk=test.user_id).update(examined_since=now)


def _open_training(test: CertificationTest) -> None:
    """Nobody sits two sessions at once, but nothing forbids it."""
    if not test.is_mock and test.user_id and not is_examined(test.user_id):
        User.objects.filter(pk=test.user_id).update(examined_since=None)


def _unfit(test: CertificationTest) -> Refusal | None:
    if not certifiable(test.plan["levels"]):
        return Refusal.NOT_CERTIFIABLE
    return None if test.assessment.challenge_id else Refusal.NOTHING_TO_ASK


def _store(test: CertificationTest) -> None:
    test.assessment.save()
    test.assessment = test.assessment  # its number is known now
    test.save()
