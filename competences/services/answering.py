"""Record answers and ask the next question: the hot path (architecture.md section 5)."""

from contextlib import nullcontext
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from competences.engine import Response
from competences.enums import AssessmentKind, AssessmentState, Outcome
from competences.models import Answer, Assessment, Series
from competences.selectors.bank import bank_of, variant_of
from competences.selectors.draws import QUESTION_FIELDS, Draw, ask, draw
from competences.selectors.question import equivalent_challenge
from competences.services.exposure import counted
from competences.services.marking import judge
from competences.services.requests import request_fold, waiting_fold
from competences.services.series import continue_series
from pix.shared import counters, statements

_ANSWERS = """
    SELECT challenge_id, outcome FROM competences_answer WHERE assessment_id = %s ORDER BY position
"""
_CHANGED = (*QUESTION_FIELDS, "answered", "last_answer_at", "state", "completed_at", "stop_reason")
_STILL_ASKED = """
    state = %s AND position = %s AND asked_at IS NOT DISTINCT FROM %s
    AND (reset_at IS NULL OR series_id IS NOT NULL)
"""


class Step(StrEnum):
    """What comes after an answer."""

    NEXT = "next"
    PAUSE = "pause"
    FINISHED = "finished"
    UNCHANGED = "unchanged"


def answer_question(
    assessment: Assessment, *, position: int, response: dict[str, Any], now: datetime
) -> Step:
    """Record the answer to the question at `position` and ask the next one.

    An empty response skips the question. An answer to another question than the one now asked
    (repeated, late, from another tab) changes nothing. No lock: both are stored only if the test
    has not moved on meanwhile; if it has, `assessment` is to be read again.
    """
    if assessment.state != AssessmentState.STARTED or position != assessment.position:
        return Step.UNCHANGED
    asked = [assessment.state, position, assessment.asked_at]
    answered = _answered(assessment)
    answer = _judged(assessment, response, now)
    answered.append(Response(answer.challenge_id, answer.outcome == Outcome.CORRECT))
    assessment.answered, assessment.last_answer_at = len(answered), now
    step = _advance(assessment, answered, now)
    with transaction.atomic() if step == Step.FINISHED else nullcontext():
        if not statements.update_and_insert(assessment, _CHANGED, _STILL_ASKED, asked, answer):
            return Step.UNCHANGED
        if step == Step.FINISHED and assessment.series_id:
            series = Series.objects.select_for_update().get(pk=assessment.series_id)
            continue_series(series, now=now)
    transaction.on_commit(lambda: _tell_worker(assessment, step))
    return step


def is_checkpoint(assessment: Assessment) -> bool:
    """Whether enough was answered, in the whole series, to look back."""
    return (assessment.asked_before + assessment.answered) % settings.CHECKPOINT_EVERY == 0


def _answered(assessment: Assessment) -> list[Response]:
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS, [assessment.pk])
        return [Response(item, outcome == Outcome.CORRECT) for item, outcome in cursor.fetchall()]


def _judged(assessment: Assessment, response: dict[str, Any], now: datetime) -> Answer:
    variant = variant_of(assessment.release_id, assessment.challenge_id, assessment.variant)
    late = _is_late(assessment, variant.timer, now)
    outcome, detail = judge(variant, response, late=late)
    asked_at = assessment.timer_started_at or assessment.asked_at or now
    return Answer(
        assessment=assessment,
        user_id=assessment.user_id,
        position=assessment.position,
        challenge_id=assessment.challenge_id,
        variant=assessment.variant,
        response=response,
        outcome=outcome,
        detail=detail[:200],
        seconds=max(0.0, (now - asked_at).total_seconds()),
        gain=assessment.gain,
        probability=assessment.probability,
        candidates=assessment.candidates,
        answered_at=now,
    )


def _is_late(assessment: Assessment, timer: int | None, now: datetime) -> bool:
    started = assessment.timer_started_at or assessment.asked_at
    if timer is None or started is None:
        return False
    return now > started + timedelta(seconds=timer) + settings.TIMED_GRACE


def _advance(assessment: Assessment, answered: list[Response], now: datetime) -> Step:
    bank = bank_of(assessment.release_id, assessment.parameter_version)
    drawn = draw(assessment, answered, bank)
    if isinstance(drawn, Draw):
        ask(assessment, drawn, len(answered) + 1, now=now)
        return Step.PAUSE if is_checkpoint(assessment) else Step.NEXT
    assessment.state = AssessmentState.COMPLETED
    assessment.completed_at = now
    assessment.stop_reason = drawn.reason
    return Step.FINISHED


def _tell_worker(assessment: Assessment, step: Step) -> None:
    """A finished test is folded at once; until then the profile follows within seconds."""
    makes_profile = assessment.kind in AssessmentKind.of_profile()
    user_id, competence = assessment.user_id if makes_profile else None, assessment.competence_id
    if step != Step.FINISHED:
        counters.note(
            waiting=waiting_fold(user_id, competence),
            counts=counted(competence, assessment.challenge_id, first=False),
        )
    elif user_id:
        request_fold(user_id, competence)


def start_timer(assessment: Assessment, *, position: int, now: datetime) -> None:
    """Start the clock of a timed question, once: asking again does not give more time."""
    _question(assessment, position).filter(timer_started_at=None).update(timer_started_at=now)


def swap_challenge(assessment: Assessment, *, position: int, now: datetime) -> bool:
    """Ask an equivalent challenge instead of one that the person cannot take on this device."""
    bank = bank_of(assessment.release_id, assessment.parameter_version)
    sibling = equivalent_challenge(bank, assessment)
    if sibling is None:
        return False
    asked = _question(assessment, position).filter(challenge_id=assessment.challenge_id)
    return bool(asked.update(challenge_id=sibling, variant=0, asked_at=now, timer_started_at=None))


def _question(assessment: Assessment, position: int) -> models.QuerySet[Assessment]:
    """The test, if the question now asked is still the one at `position`."""
    return Assessment.objects.filter(
        pk=assessment.pk, position=position, state=AssessmentState.STARTED
    )
