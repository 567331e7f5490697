"""Answers of a certification, as they are stored."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from certification.models import CertificationTest
from certification.selectors.clock import timer_of
from competences.enums import Outcome
from competences.models import Answer
from competences.selectors.bank import variant_of
from competences.services.marking import judge

_DETAIL = 200


def answered(test: CertificationTest, response: dict[str, Any], *, now: datetime) -> Answer:
    """The answer to the question now asked. Extra time is also that of timed questions."""
    asked = test.assessment
    variant = variant_of(asked.release_id, asked.challenge_id, asked.variant)
    outcome, detail = judge(variant, response, late=_is_late(test, now))
    return _row(test, response, outcome, detail[:_DETAIL], now)


def given_up(test: CertificationTest, *, now: datetime) -> Answer:
    """What stands for the answer to a question that did not work."""
    return _row(test, {}, Outcome.SKIPPED, "", now)


def _is_late(test: CertificationTest, now: datetime) -> bool:
    asked = test.assessment
    started, timer = asked.timer_started_at or asked.asked_at, timer_of(test)
    if timer is None or started is None:
        return False
    return now > started + timedelta(seconds=timer) + settings.TIMED_GRACE


def _row(
    test: CertificationTest, response: dict[str, Any], outcome: Outcome, detail: str, now: datetime
) -> Answer:
    asked = test.assessment
    since = asked.timer_started_at or asked.asked_at or now
    return Answer(
        assessment=asked,
        user_id=asked.user_id,
        position=asked.position,
        challenge_id=asked.challenge_id,
        variant=asked.variant,
        response=response,
        outcome=outcome,
        detail=detail,
        seconds=max(0.0, (now - since).total_seconds()),
        gain=asked.gain,
        probability=asked.probability,
        candidates=asked.candidates,
        answered_at=now,
    )
