"""What a right answer means: P(correct) and P(correct and skill mastered) for each topic ability.

A skill has one true difficulty, its items scatter around it, and measured difficulties carry an
error. So the items of a skill are pooled to place the skill, then each item is placed given the
skill. Keeping the difficulty of the skill uncertain is what lets an answer speak about the skill
it was given on more than about its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .grid import TOPIC_GRID, Floats, Ints, normal_cdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .types import Item, Skill

COLD_OFFSET = -0.5  # a skill of level n is mastered, on average, at n - 0.5
COLD_DISCRIMINATION = 1.35  # given the difficulty; about 1.29 once the doubt on it is added
SKILL_SD = 0.35  # true difficulty of a skill around the one its level announces
VARIANT_SD = 0.20  # an item around its skill
MEASURE_SD = 0.30  # a measured difficulty around the true one

_SMALLEST = 1e-6  # nothing is ever impossible
_PROBIT = (1 / 1.702) ** 2  # turns a normal spread into a loss of slope of the logistic
_NODES: Floats = np.linspace(-4.0, 4.0, 41)
_STEP = float(_NODES[1] - _NODES[0])
_WEIGHTS: Floats = np.exp(-0.5 * _NODES**2) / np.exp(-0.5 * _NODES**2).sum()


@dataclass(frozen=True, slots=True)
class SkillPlaces:
    """Where the threshold of each skill is believed to be."""

    mean: Floats
    sd: Floats

    def mastered(self) -> Floats:
        """P(mastered | topic ability), a row for each skill."""
        chance = normal_cdf((TOPIC_GRID - self.mean[:, None]) / self.sd[:, None])
        return np.clip(chance, _SMALLEST, 1 - _SMALLEST)


@dataclass(frozen=True, slots=True)
class Success:
    """Rows over the topic grid, one for each item, without guessing or slips."""

    chance: Floats
    chance_and_mastered: Floats


@dataclass(frozen=True, slots=True)
class Odds:
    """What each answer is worth, over the topic grid."""

    chance: Floats  # item x grid: P(correct)
    surplus: Floats  # item x grid: P(correct) x pix gained beyond what the topic ability says
    if_mastered: Floats  # outcome x item x grid: P(outcome | skill mastered)
    if_not: Floats  # outcome x item x grid: P(outcome | skill not mastered)


def place_skills(skills: Sequence[Skill], items: Sequence[Item], skill_of: Ints) -> SkillPlaces:
    """Precision-weighted mean of what the level announces and what its items measured."""
    announced = np.array([skill.level + COLD_OFFSET for skill in skills])
    precision = np.full(len(skills), SKILL_SD**-2)
    weighted = announced * precision
    for item, skill in zip(items, skill_of.tolist(), strict=True):
        if item.difficulty is not None:
            precision[skill] += 1 / (VARIANT_SD**2 + MEASURE_SD**2)
            weighted[skill] += item.difficulty / (VARIANT_SD**2 + MEASURE_SD**2)
    return SkillPlaces(weighted / precision, precision**-0.5)


def success(places: SkillPlaces, items: Sequence[Item], skill_of: Ints) -> Success:
    """Integrate the logistic over what is not known of each item and of its skill."""
    trust, spread = _item_given_skill(items)
    slope = np.array(
        [COLD_DISCRIMINATION if i.discrimination is None else i.discrimination for i in items]
    )
    slope = slope / np.sqrt(1 + _PROBIT * (slope * spread) ** 2)
    mean, sd = places.mean[skill_of], places.sd[skill_of]
    measured = np.array(
        [m if i.difficulty is None else i.difficulty for i, m in zip(items, mean, strict=True)]
    )
    chance = np.zeros((len(items), TOPIC_GRID.size))
    both = np.zeros_like(chance)
    reach = (TOPIC_GRID - mean[:, None]) / sd[:, None]
    for node, weight in zip(_NODES.tolist(), _WEIGHTS.tolist(), strict=True):
        place = (1 - trust) * (mean + node * sd) + trust * measured
        right = weight / (1 + np.exp(-slope[:, None] * (TOPIC_GRID - place[:, None])))
        chance += right
        both += right * np.clip((reach - node) / _STEP + 0.5, 0, 1)
    return Success(chance, both)


def weigh_outcomes(
    pure: Success, mastered: Floats, guessing: Floats, value: Floats, slip: float
) -> Odds:
    """Add guessing and slips. Rows of `mastered` and `value` are those of each item's skill."""
    guess = guessing[:, None]
    reach = 1 - guess - slip
    if_mastered = guess + reach * pure.chance_and_mastered / mastered
    if_not = guess + reach * (pure.chance - pure.chance_and_mastered) / (1 - mastered)
    if_not = np.clip(if_not, _SMALLEST, 1 - _SMALLEST)
    if_mastered = np.clip(if_mastered, if_not, 1 - _SMALLEST)
    chance = mastered * if_mastered + (1 - mastered) * if_not
    return Odds(
        chance=chance,
        surplus=value[:, None] * mastered * (if_mastered - chance),
        if_mastered=np.stack((1 - if_mastered, if_mastered)),
        if_not=np.stack((1 - if_not, if_not)),
    )


def _item_given_skill(items: Sequence[Item]) -> tuple[Floats, Floats]:
    """How far to follow an item's own measure, and how uncertain its place then remains."""
    measured = np.array([item.difficulty is not None for item in items], dtype=bool)
    trust = np.where(measured, VARIANT_SD**2 / (VARIANT_SD**2 + MEASURE_SD**2), 0.0)
    return trust, VARIANT_SD * np.sqrt(1 - trust)
