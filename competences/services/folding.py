"""Fold answers into levels and pix. Pure functions of the answers, stored for reading only."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings as constants
from django.db import transaction

from competences.engine import Estimate, Response, Status, estimate
from competences.enums import AssessmentKind, AssessmentState, Attempt, Outcome
from competences.models import Answer, Assessment, CompetenceProfile
from competences.selectors.bank import LoadedBank, bank_of
from competences.selectors.draws import engine_settings

PIX_PER_LEVEL = 8

type Knowledge = dict[str, list[Any]]
"""Skill id → [status, source, probability rounded to 4 decimals]."""


@dataclass(frozen=True)
class Result:
    """What one test says, and what it adds to the tests before it (since the last reset)."""

    pix: int
    level: int
    level_low: int
    level_high: int
    expected_pix: float
    pix_sd: float
    level_probabilities: list[float]
    gained: int
    answered: int
    knowledge: Knowledge


def fold_test(
    bank: LoadedBank,
    assessment: Assessment,
    answers: Sequence[tuple[str, str]],
    before: Result | None,
) -> Result | None:
    """The result of a test from its answers (challenge id, outcome), in order.

    None while too little was asked to say anything, and while a retry is not finished:
    what was validated before stays validated, whatever the new test says.
    """
    kept = [Response(item, correct) for item, correct in assessment.evidence.get("kept", ())]
    settings = engine_settings(assessment)
    needed = settings.min_questions - len(kept)
    unfinished = assessment.state == AssessmentState.STARTED
    if unfinished and (len(answers) < needed or assessment.attempt == Attempt.RETRY):
        return None
    own = [Response(item, outcome == Outcome.CORRECT) for item, outcome in answers]
    known = estimate(
        bank.engine,
        assessment.competence_id,
        [*kept, *own],
        settings=settings,
    )
    return _result(bank, known, len(own), before, assessment.evidence.get("scope"))


def _result(
    bank: LoadedBank,
    known: Estimate,
    answered: int,
    before: Result | None,
    scope: Mapping[str, int] | None,
) -> Result:
    knowledge: Knowledge = {
        skill: [str(k.status), str(k.source), round(k.probability, 4)]
        for skill, k in known.knowledge.items()
    }
    if scope is not None:
        knowledge |= _outside(bank, knowledge, scope, before)
    pix, level = known.pix, known.level
    if before is not None:
        validated = {s: k for s, k in before.knowledge.items() if k[0] == Status.VALIDATED}
        knowledge |= {s: k for s, k in validated.items() if s in knowledge}
    if before is not None or scope is not None:
        pix, level = _score(bank, knowledge)
    return Result(
        pix=pix,
        level=level,
        level_low=min(known.level_low, level),
        level_high=max(known.level_high, level),
        expected_pix=round(known.expected_pix, 4),
        pix_sd=round(known.pix_sd, 4),
        level_probabilities=[round(p, 4) for p in known.level_probabilities],
        gained=max(0, pix - (before.pix if before else 0)),
        answered=answered,
        knowledge=knowledge,
    )


def _outside(
    bank: LoadedBank, knowledge: Knowledge, scope: Mapping[str, int], before: Result | None
) -> Knowledge:
    """Skills that a series did not aim at: known as they were, whatever its answers suggest."""
    known = before.knowledge if before else {}
    outside = (s for s in knowledge if bank.skills[s].level > scope.get(bank.skills[s].topic, 0))
    return {
        skill: known.get(skill) or [str(Status.UNKNOWN), *knowledge[skill][1:]] for skill in outside
    }


def _score(bank: LoadedBank, knowledge: Mapping[str, Sequence[Any]]) -> tuple[int, int]:
    """Pix and level of a set of validated skills (engine.md A.2)."""
    validated = (skill for skill, k in knowledge.items() if k[0] == Status.VALIDATED)
    earned = math.fsum(bank.pix_values[skill] for skill in validated)
    top = constants.MAX_REACHABLE_LEVEL
    pix = min(math.floor(earned + 1e-9), top * PIX_PER_LEVEL)
    return pix, min(pix // PIX_PER_LEVEL, top)


type Given = tuple[int, str, str]
"""An answer: its position, challenge and outcome."""


@dataclass(frozen=True)
class Fold:
    """Everything that folds from a person's answers in a competence."""

    results: dict[int, Result | None]
    current: Result | None
    assessment_id: int | None
    last_position: int


def fold_tests(tests: Sequence[Assessment], answers: Mapping[int, Sequence[Given]]) -> Fold:
    """Fold a person's tests of a competence since the last reset, oldest first.

    `answers`: by test, in the order they were given.
    """
    current: Result | None = None
    results: dict[int, Result | None] = {}
    last: tuple[int | None, int] = (None, 0)
    for test in tests:
        given = answers.get(test.pk, ())
        bank = bank_of(test.release_id, test.parameter_version)
        pairs = [(challenge, outcome) for _, challenge, outcome in given]
        result = results[test.pk] = fold_test(bank, test, pairs, current)
        if result is not None:
            current, last = result, (test.pk, given[-1][0] if given else 0)
    return Fold(results, current, *last)


def answers_of(tests: Sequence[Assessment]) -> dict[int, list[Given]]:
    """Answers of tests, by test, in order. One query."""
    answers: dict[int, list[Given]] = defaultdict(list)
    rows = (
        Answer.objects.filter(assessment__in=tests)
        .order_by("assessment_id", "position")
        .values_list("assessment_id", "position", "challenge_id", "outcome")
    )
    for test_id, position, challenge, outcome in rows:
        answers[test_id].append((position, challenge, outcome))
    return answers


@transaction.atomic
def store_fold(user_id: int, competence_id: str, *, now: datetime) -> Fold:
    """Fold and store: the profile row, and the result of each test. Safe to run at any time, twice.

    Locks the person's tests of the competence, so that a fold never overtakes a newer one.
    """
    tests = list(
        Assessment.objects.select_for_update()
        .filter(
            user_id=user_id,
            competence_id=competence_id,
            reset_at=None,
            kind__in=AssessmentKind.of_profile(),
        )
        .order_by("started_at", "pk")
    )
    fold = fold_tests(tests, answers_of(tests))
    for test in tests:
        result = fold.results[test.pk]
        test.result = asdict(result) if result else None
        test.folded = test.answered
    Assessment.objects.bulk_update(tests, ["result", "folded"])
    key: dict[str, Any] = {"user_id": user_id, "competence_id": competence_id}
    if fold.current is None:
        CompetenceProfile.objects.filter(**key).delete()
    else:
        CompetenceProfile.objects.update_or_create(**key, defaults=profile_fields(fold, now))
    return fold


def profile_fields(fold: Fold, now: datetime) -> dict[str, Any]:
    """Columns of the profile row that store a fold."""
    assert fold.current is not None  # noqa: S101 -- the caller's precondition
    return {
        "pix": fold.current.pix,
        "level": fold.current.level,
        "level_low": fold.current.level_low,
        "level_high": fold.current.level_high,
        "expected_pix": fold.current.expected_pix,
        "pix_sd": fold.current.pix_sd,
        "knowledge": fold.current.knowledge,
        "assessment_id": fold.assessment_id,
        "last_position": fold.last_position,
        "folded_at": now,
    }
