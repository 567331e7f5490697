"""A centre closes a session: why tests were not finished, what happened, and it is scored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from certification.enums import AbortReason, Ending, SessionState, TestState
from certification.models import CertificationTest, Session
from certification.services.tests import end
from certification.services.transitions import move
from certification.tasks import score_session


class FinalisationRefused(Exception):
    """The session stays open. Each reason is a class of its own."""


class NobodyStarted(FinalisationRefused):
    """There is nothing to finalise: the session can be deleted."""


class MissingReasons(FinalisationRefused):
    """Tests that were not finished, without the reason why."""

    def __init__(self, tests: list[CertificationTest]) -> None:
        super().__init__(len(tests))
        self.tests = tests


class NeedlessReasons(FinalisationRefused):
    """Tests that were finished, with a reason why they were not."""

    def __init__(self, tests: list[CertificationTest]) -> None:
        super().__init__(len(tests))
        self.tests = tests


@dataclass(frozen=True)
class Closing:
    """What the centre says of a session. `reasons`: by key of a test, why it was not finished."""

    reasons: Mapping[int, AbortReason] = field(default_factory=dict)
    global_comment: str = ""
    had_incident: bool = False
    had_entry_problem: bool = False


@transaction.atomic
def finalise(session: Session, closing: Closing, *, actor: User, now: datetime) -> Session:
    """Close a session, end the tests still under way, and have it scored.

    Locks the session, then its tests: an answer that comes first counts, one that comes after is
    told that the test is over. Raises FinalisationRefused, MoveRefused, and then changes nothing.
    """

    def check(held: Session) -> None:
        tests = list(tests_of(held).select_for_update(of=("self",), no_key=True))
        _refuse(tests, closing)
        for test in tests:
            if test.state == TestState.STARTED:
                end(test, Ending.BY_FINALISATION, now=now, author=actor)
            reason = closing.reasons.get(test.pk, "")
            CertificationTest.objects.filter(pk=test.pk).update(abort_reason=reason)
        held.global_comment = closing.global_comment.strip()
        held.had_incident = closing.had_incident
        held.had_entry_problem = closing.had_entry_problem

    move(session, SessionState.FINALISED, actor=actor, now=now, check=check)
    transaction.on_commit(lambda: score_session.delay(session.pk), robust=True)
    return session


def tests_of(session: Session) -> QuerySet[CertificationTest]:
    """Tests of the candidates of a session, in the order of their names."""
    return (
        CertificationTest.objects.filter(candidate__session=session)
        .select_related("assessment", "format", "candidate")
        .order_by("candidate__search_name", "pk")
    )


def needs_reason(test: CertificationTest) -> bool:
    """Whether questions are left without an answer, so that somebody must say why."""
    return test.ending != Ending.COMPLETED


def _refuse(tests: list[CertificationTest], closing: Closing) -> None:
    if not tests:
        raise NobodyStarted
    if missing := [one for one in tests if needs_reason(one) and one.pk not in closing.reasons]:
        raise MissingReasons(missing)
    if needless := [one for one in tests if not needs_reason(one) and one.pk in closing.reasons]:
        raise NeedlessReasons(needless)
