"""Believable histories for the demonstration: invented people answer through the real services."""

import math
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from competences.bank.checks.answers import right_responses, wrong_responses
from competences.bank.variants import Variant
from competences.enums import AssessmentState
from competences.models import Assessment
from competences.selectors.bank import NEEDS_JAVASCRIPT, bank_of, current_bank, variant_of
from competences.services.answering import answer_question
from competences.services.folding import store_fold
from competences.services.starting import start_test

# The same world as the simulations (engine.md section 4): steepness of items, spread of topics.
_STEEPNESS = 1.5
_TOPIC_SD = 0.6

# The learner of the demonstration: true level in each competence of her tests.
LEVELS = {"1.2": 4.6, "2.1": 5.8, "3.4": 4.2, "4.1": 3.9, "5.2": 3.2}
UNFINISHED = "5.2"


def has_lived(user_id: int) -> bool:
    return Assessment.objects.filter(user_id=user_id).exists()


def live_through(
    user_id: int,
    *,
    levels: Mapping[str, float],
    begun: datetime,
    unfinished: str | None = None,
    seed: int = 1,
) -> None:
    """One test of each competence, two days apart, by a person of these true levels.

    `unfinished`: the competence whose test stops after a few answers. Deterministic but for the
    draw of each test. Simulators are left out: nobody is there to operate them.
    """
    rng = random.Random(seed)  # noqa: S311 -- a reproducible draw
    taken = [code for code in levels if code in current_bank().open_competences()]
    for days, competence in enumerate(taken):
        now = begun + timedelta(days=2 * days)
        test = start_test(
            user_id=user_id, competence=competence, needs=(NEEDS_JAVASCRIPT,), now=now
        )
        answer_as(
            test, levels[competence], rng, now=now, at_most=3 if competence == unfinished else None
        )
        store_fold(user_id, competence, now=now)


def answer_as(
    test: Assessment,
    level: float,
    rng: random.Random,
    *,
    now: datetime,
    at_most: int | None = None,
) -> datetime:
    """Answer as a person of this true level, until the end or `at_most` answers; returns when.

    Some tens of seconds pass before each answer.
    """
    while test.state == AssessmentState.STARTED and test.answered != at_most:
        response = likely_response(test, level, rng)
        now += timedelta(seconds=rng.randint(15, 75))
        answer_question(test, position=test.position, response=response, now=now)
    return now


def likely_response(test: Assessment, level: float, rng: random.Random) -> dict[str, Any]:
    """What a person of this true level answers to the question now asked.

    They know some topics better than others, the same ones in training and in an examination.
    """
    bank = bank_of(test.release_id, test.parameter_version)
    skill = bank.skills[bank.skill_of[test.challenge_id]]
    own = random.Random(f"{test.user_id}:{skill.topic}")  # noqa: S311 -- a reproducible draw
    topic = level + own.gauss(0, _TOPIC_SD)
    chance = 1 / (1 + math.exp(-_STEEPNESS * (topic - skill.level + 0.5)))
    variant = variant_of(test.release_id, test.challenge_id, test.variant)
    return response_to(variant, right=rng.random() < chance)


def response_to(variant: Variant, *, right: bool) -> dict[str, Any]:
    """A right answer, or a likely wrong one; nothing (a skipped question) if there is none."""
    responses = right_responses(variant) if right else wrong_responses(variant)
    return dict(next(iter(responses), {}))
