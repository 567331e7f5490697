"""The next question of a test: the engine's choice, from what is stored. Writes nothing."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings

from competences.engine import Bank, Choice, Response, Settings, Stop, choose_next
from competences.enums import AssessmentKind
from competences.models import Assessment
from competences.selectors.bank import LoadedBank, restricted_engine

QUESTION_FIELDS = [
    "position",
    "challenge_id",
    "variant",
    "gain",
    "probability",
    "candidates",
    "asked_at",
    "timer_started_at",
]


@dataclass(frozen=True)
class Draw:
    """A question drawn for a position: the choice, and the variant shown."""

    choice: Choice
    variant: int


def engine_settings(assessment: Assessment) -> Settings:
    """How long this test is; the limits count new questions, not those kept."""
    base = Settings(max_level=settings.MAX_REACHABLE_LEVEL)
    evidence = assessment.evidence
    kept = len(evidence.get("kept", ()))
    if assessment.kind == AssessmentKind.TRIAL:
        short = settings.TRIAL_QUESTIONS
        base = replace(base, max_questions=short, hard_limit=short)
    elif "scope" in evidence:
        base = _scoped(base, evidence)
    return replace(
        base,
        min_questions=base.min_questions + kept,
        max_questions=base.max_questions + kept,
        hard_limit=base.hard_limit + kept,
        quick_max_questions=base.quick_max_questions + kept,
    )


def expected_questions(assessment: Assessment) -> int:
    """The usual number of questions of this test, or of the series it is in."""
    evidence = assessment.evidence
    if "length" in evidence:
        return int(evidence["length"])
    return engine_settings(assessment).max_questions - len(evidence.get("kept", ()))


def _scoped(base: Settings, evidence: Mapping[str, Any]) -> Settings:
    """A test of some topics ends once their pix are known precisely enough."""
    most = evidence["most"]
    return replace(
        base,
        quick=True,
        quick_pix_sd=evidence["precision"],
        min_questions=evidence["least"],
        max_questions=most,
        quick_max_questions=most,
        hard_limit=most,
    )


def engine_bank(assessment: Assessment, bank: LoadedBank) -> Bank:
    """What the engine chooses in: in a series, the competence is only the topics of its scope."""
    scope = assessment.evidence.get("scope")
    if scope is None:
        return bank.engine
    return restricted_engine(
        bank.release_id,
        bank.parameter_version,
        assessment.competence_id,
        frozenset(scope.items()),
    )


def draw(assessment: Assessment, answered: Sequence[Response], bank: LoadedBank) -> Draw | Stop:
    """The question at position `len(answered) + 1`. Depends on the test and its answers alone."""
    evidence = assessment.evidence
    kept = [Response(item, correct) for item, correct in evidence.get("kept", ())]
    position = len(answered) + 1
    rng = random.Random(f"{assessment.seed}:{position}")  # noqa: S311 -- a reproducible draw
    excluded = set(evidence.get("excluded", ()))
    step = choose_next(
        engine_bank(assessment, bank),
        assessment.competence_id,
        [*kept, *answered],
        profile=[Response(item, correct) for item, correct in evidence.get("profile", ())],
        exposure=evidence.get("exposure"),
        allowed=[i for i in bank.challenges_of(assessment.competence_id) if i not in excluded],
        settings=engine_settings(assessment),
        rng=rng,
    )
    if isinstance(step, Stop):
        return step
    return Draw(step, rng.randrange(bank.challenges[step.item].variant_count))


def ask(assessment: Assessment, drawn: Draw, position: int, *, now: datetime) -> None:
    """Make `drawn` the question now asked (in memory: the caller saves QUESTION_FIELDS)."""
    assessment.position = position
    assessment.challenge_id = drawn.choice.item
    assessment.variant = drawn.variant
    assessment.gain = drawn.choice.gain
    assessment.probability = drawn.choice.probability
    assessment.candidates = drawn.choice.candidates
    assessment.asked_at = now
    assessment.timer_started_at = None
