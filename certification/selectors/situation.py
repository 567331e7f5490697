"""What a browser may show of a test: the question, or why it waits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from certification.enums import AlertState, TestState
from certification.models import CertificationTest, LiveAlert
from certification.selectors.blueprints import blueprint_of
from certification.selectors.clock import clock_of
from pix.shared.numbers import duration


class State(StrEnum):
    ASKED = "asked"
    WAITING = "waiting"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True)
class Situation:
    """Of a test, for one browser, now."""

    state: State
    test: CertificationTest
    alert: LiveAlert | None
    seconds_left: int
    replaced: int
    """Questions that did not work: others were asked in their place."""

    @property
    def number(self) -> int:
        """Of the question, for the candidate."""
        return self.test.assessment.position - self.replaced

    @property
    def questions(self) -> int:
        return blueprint_of(self.test).questions

    @property
    def answered(self) -> int:
        """Questions that the candidate took: those replaced do not count."""
        return self.test.assessment.answered - self.replaced

    @property
    def minutes_left(self) -> str:
        """For a page that does not count down by itself."""
        return duration(self.seconds_left)

    def told(self) -> dict[str, Any]:
        """What the page needs, to know that it is not up to date any more."""
        return {
            "state": self.state,
            "position": self.test.assessment.position,
            "left": self.seconds_left,
        }


def situation_of(test: CertificationTest, *, post: str, now: datetime) -> Situation:
    """One query. In a mock test any browser will do, and nobody answers alerts."""
    alerts = [] if test.is_mock else list(test.alerts.order_by("pk"))
    alert = next((one for one in alerts if one.state == AlertState.OPEN), None)
    clock = clock_of(test, alert)
    if test.state == TestState.ENDED or clock.is_over(now):
        state = State.ENDED
    elif not test.is_mock and (test.suspended_at is not None or test.post != post):
        state = State.SUSPENDED
    else:
        state = State.WAITING if alert else State.ASKED
    left = round(clock.remaining(now).total_seconds())
    replaced = sum(one.state == AlertState.ACCEPTED for one in alerts)
    return Situation(state, test, alert, left, replaced)
