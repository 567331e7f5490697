"""From the answers of a certification to its total and its levels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from competences.engine import Settings
from competences.engine.adaptive import shortest_run
from competences.engine.posterior import believe, level_distribution
from competences.engine.types import PIX_PER_LEVEL

from .drawing import given_in, likeliest_next
from .formats import top_of
from .hierarchy import evidence_of, general_ability, prior_from, testify
from .types import Asked, CompetenceScore, Ending, Score, Stop

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from competences.engine import Bank
    from competences.engine.posterior import Belief

    from .formats import Blueprint

_DEFAULT = Settings()
_WIDTH = 1.96  # of the interval of the total, in standard deviations: 95 %


def score(
    bank: Bank,
    plan: Blueprint,
    asked: Sequence[Asked],
    *,
    ending: Ending,
    settings: Settings = _DEFAULT,
) -> Score:
    """The result of a certification, from its answers alone; the order of `asked` is indifferent.

    Nothing of the training is read but the levels held, which cap those certified. Neutralised
    questions are dropped. The questions without an answer are wrong when the candidate left or
    when time ran out: time is part of the test and the same for all, extra time included, so a
    question that was not reached is not better than one that was failed; if they were dropped,
    answering slowly would protect a good start. After a technical failure they are dropped.

    The level of a competence is the likeliest one, never above the level held. The total is the
    pix expected over all the competences, held between what the levels shown are worth at least
    (8 pix each) and at most (up to 7 more in each competence), so that it never contradicts them.
    """
    answers = settled(bank, plan, asked, ending=ending, settings=settings)
    whole = _believe_all(bank, plan, answers, settings)
    levels = {
        code: _competence_score(bank, plan, code, belief, answers, settings)
        for code, belief in whole.beliefs.items()
    }
    answered = sum(one.counts for one in asked)
    pix, low, high = _total(plan, whole, levels.values(), settings.max_level)
    return Score(
        pix=pix,
        pix_low=low,
        pix_high=high,
        levels=levels,
        answered=answered,
        counted=sum(one.counts for one in answers),
        enough=answered >= plan.minimum_answers,
    )


def settled(
    bank: Bank,
    plan: Blueprint,
    asked: Sequence[Asked],
    *,
    ending: Ending,
    settings: Settings = _DEFAULT,
) -> list[Asked]:
    """What the score counts: when the ending says so, the missing questions, and them failed.

    They are those the plan would have asked. As nobody sees them, neither chance nor what the
    candidate met in training has a say: the same answers always lose the same.
    """
    if ending not in (Ending.CANDIDATE, Ending.TIME):
        return list(asked)
    answers = [one if one.correct is not None else replace(one, correct=False) for one in asked]
    while True:
        step = likeliest_next(bank, plan, answers, settings)
        if isinstance(step, Stop):
            return answers
        answers.append(Asked(step, correct=False))


@dataclass(frozen=True, slots=True)
class _Whole:
    """The belief on each competence, and the total they make together."""

    beliefs: Mapping[str, Belief]
    expected: float
    sd: float


def _believe_all(
    bank: Bank, plan: Blueprint, answers: Sequence[Asked], settings: Settings
) -> _Whole:
    given = {code: given_in(bank, answers, code) for code in plan.levels}
    heard = {code: testify(bank, code, some, settings) for code, some in given.items()}
    beliefs = {}
    for code, some in given.items():
        others = [one for other, one in heard.items() if other != code]
        prior = prior_from(others, settings)
        beliefs[code] = believe(evidence_of(bank, code, some, settings), prior)
    general = general_ability(heard.values(), settings)
    mean = sum((one.mean for one in heard.values()), np.zeros_like(general))
    variance = sum((one.variance for one in heard.values()), np.zeros_like(general))
    expected = float(general @ mean)
    return _Whole(beliefs, expected, math.sqrt(general @ (variance + (mean - expected) ** 2)))


def _competence_score(
    bank: Bank,
    plan: Blueprint,
    code: str,
    belief: Belief,
    answers: Sequence[Asked],
    settings: Settings,
) -> CompetenceScore:
    levels = level_distribution(bank.section(code), belief, settings.max_level)
    held = min(plan.levels[code], settings.max_level)
    level = min(int(levels.argmax()), held)
    capped = np.append(levels[:held], levels[held:].sum())
    low, high = shortest_run(capped, level)
    return CompetenceScore(
        level=level,
        level_low=low,
        level_high=high,
        expected_pix=belief.expected_pix,
        probabilities=tuple(levels.tolist()),
        counted=len(given_in(bank, answers, code)),
    )


def _total(
    plan: Blueprint, whole: _Whole, scores: Collection[CompetenceScore], max_level: int
) -> tuple[int, int, int]:
    """The total and its interval, in agreement with the levels shown."""
    least = sum(PIX_PER_LEVEL * one.level for one in scores)
    most = sum(top_of(one.level, max_level) for one in scores)
    pix = min(max(round(whole.expected), least), most)
    low = max(0, round(whole.expected - _WIDTH * whole.sd))
    high = min(plan.highest_pix(max_level), round(whole.expected + _WIDTH * whole.sd))
    return pix, min(low, pix), max(high, pix)
