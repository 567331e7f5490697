"""Start tests: for the first time, again, from nothing, or from a trial made without account."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from competences.engine import Response, Stop
from competences.enums import AssessmentKind, AssessmentState, Attempt, Outcome
from competences.models import Answer, Assessment, CompetenceProfile
from competences.selectors.bank import bank_of, current_bank
from competences.selectors.draws import ask, draw
from competences.selectors.evidence import evidence_for
from competences.selectors.progress import CompetenceProgress, progress_in
from competences.services import exposure
from competences.services.requests import request_fold
from pix.shared import counters


class NotAllowedYet(Exception):
    """A retry or a reset before its delay is over, or with nothing to retry."""

    def __init__(self, progress: CompetenceProgress) -> None:
        super().__init__(progress.competence_id)
        self.progress = progress


class NothingToAsk(Exception):
    """The competence has no challenge that this person can take."""


def start_test(
    *,
    user_id: int | None,
    competence: str,
    needs: Collection[str],
    now: datetime,
    attempt: Attempt = Attempt.FIRST,
) -> Assessment:
    """Start a test of a competence and ask its first question. Without a person it is a trial.

    `needs`: barriers the person meets. Two clicks, or two tabs, give the same test.
    Raises NothingToAsk.
    """
    bank = current_bank()
    if competence not in bank.open_competences():
        raise NothingToAsk
    evidence = evidence_for(
        bank,
        user_id=user_id,
        competence=competence,
        needs=needs,
        exposure=exposure.shares_of(competence, today=now.date()),
    )
    assessment = Assessment(
        kind=AssessmentKind.COMPETENCE if user_id else AssessmentKind.TRIAL,
        attempt=attempt,
        user_id=user_id,
        competence_id=competence,
        release_id=bank.release_id,
        parameter_version=bank.parameter_version,
        seed=secrets.randbits(62),
        evidence=evidence,
        started_at=now,
    )
    drawn = draw(assessment, (), bank)
    if isinstance(drawn, Stop):
        raise NothingToAsk
    ask(assessment, drawn, 1, now=now)
    return _save_once(assessment)


def _save_once(assessment: Assessment) -> Assessment:
    """Save, or give the test that another tab has just started."""
    try:
        with transaction.atomic():
            assessment.save()
    except IntegrityError:
        return Assessment.objects.get(
            user=assessment.user,
            competence_id=assessment.competence_id,
            kind=AssessmentKind.COMPETENCE,
            state=AssessmentState.STARTED,
            reset_at=None,
        )
    counters.note(
        counts=exposure.counted(assessment.competence_id, assessment.challenge_id, first=True)
    )
    return assessment


def start_or_resume(
    *, user_id: int, competence: str, needs: Collection[str], now: datetime
) -> Assessment:
    """The person's test of a competence: the one under way, or a first one.

    Raises NotAllowedYet when it is finished (see `retry`), NothingToAsk.
    """
    progress = progress_in(user_id, competence, now=now)
    if progress.current is not None:
        return progress.current
    if progress.finished is not None:
        raise NotAllowedYet(progress)
    return start_test(user_id=user_id, competence=competence, needs=needs, now=now)


def retry(*, user_id: int, competence: str, needs: Collection[str], now: datetime) -> Assessment:
    """Test what was failed again, keep the rest. Raises NotAllowedYet, NothingToAsk."""
    progress = progress_in(user_id, competence, now=now)
    if progress.current is not None:
        return progress.current
    if not progress.can_retry:
        raise NotAllowedYet(progress)
    return start_test(
        user_id=user_id, competence=competence, needs=needs, now=now, attempt=Attempt.RETRY
    )


@transaction.atomic
def reset(*, user_id: int, competence: str, now: datetime) -> None:
    """Start the competence again from nothing: answers stay on record, the score does not.

    A campaign under way goes on, and its own result keeps every answer. Raises NotAllowedYet. A
    second click changes nothing.
    """
    if not _lock_tests(user_id, competence):
        return
    progress = progress_in(user_id, competence, now=now)
    if not progress.can_reset:
        raise NotAllowedYet(progress)
    forget(user_id=user_id, competence=competence, now=now)


@transaction.atomic
def forget(*, user_id: int, competence: str, now: datetime) -> None:
    """What a reset does; the caller has checked that its delay is over."""
    tests = _lock_tests(user_id, competence)
    Assessment.objects.filter(pk__in=tests).update(reset_at=now)
    CompetenceProfile.objects.filter(user_id=user_id, competence_id=competence).delete()


def _lock_tests(user_id: int, competence: str) -> list[int]:
    """The tests that a reset forgets."""
    tests = Assessment.objects.select_for_update().filter(
        ~Q(kind=AssessmentKind.CAMPAIGN, state=AssessmentState.STARTED),
        user_id=user_id,
        competence_id=competence,
        kind__in=AssessmentKind.of_profile(),
        reset_at=None,
    )
    return list(tests.order_by("pk").values_list("pk", flat=True))


def keep_trial(public_id: UUID, *, user_id: int, now: datetime) -> Assessment | None:
    """Give a trial made without account to the person who has just signed in.

    It becomes their test of the competence, and goes on if the engine wants to know more. None if
    there is nothing to keep: no such trial, no answer yet, or a test of theirs exists already.
    """
    try:
        return _keep_trial(public_id, user_id, now)
    except IntegrityError:
        # Signing in elsewhere, at the same moment, gave them a test of this competence.
        return None


@transaction.atomic
def _keep_trial(public_id: UUID, user_id: int, now: datetime) -> Assessment | None:
    trial = (
        Assessment.objects.select_for_update()
        .filter(public_id=public_id, kind=AssessmentKind.TRIAL, user=None, answered__gt=0)
        .first()
    )
    if trial is None or _has_test(user_id, trial.competence_id):
        return None
    trial.kind, trial.user_id = AssessmentKind.COMPETENCE, user_id
    Answer.objects.filter(assessment=trial).update(user_id=user_id)
    if trial.state == AssessmentState.COMPLETED:
        _reopen(trial, now)
    trial.save()
    transaction.on_commit(lambda: request_fold(user_id, trial.competence_id))
    return trial


def _has_test(user_id: int, competence: str) -> bool:
    return Assessment.objects.filter(
        user_id=user_id, competence_id=competence, kind=AssessmentKind.COMPETENCE, reset_at=None
    ).exists()


def _reopen(trial: Assessment, now: datetime) -> None:
    """Ask one more question if a full test would."""
    rows = trial.answers.order_by("position").values_list("challenge_id", "outcome")
    answered = [Response(challenge, outcome == Outcome.CORRECT) for challenge, outcome in rows]
    bank = bank_of(trial.release_id, trial.parameter_version)
    drawn = draw(trial, answered, bank)
    if isinstance(drawn, Stop):
        trial.stop_reason = drawn.reason
        return
    ask(trial, drawn, len(answered) + 1, now=now)
    trial.state, trial.completed_at, trial.stop_reason = AssessmentState.STARTED, None, ""
