"""One invented bank, people who answer it, and what an engine is allowed to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from competences.engine import Bank, Item, Skill

if TYPE_CHECKING:
    from .scenarios import Scenario

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Bools = NDArray[np.bool_]
type Information = Literal["cal", "cold"]

COMPETENCES, TOPICS, LEVELS_PER_TOPIC, VARIANTS = 16, 5, 6, 3
SKILLS = TOPICS * LEVELS_PER_TOPIC  # of a competence
ITEMS = SKILLS * VARIANTS  # of a competence

_SKILLS_PER_LEVEL = 2  # at least
_CHOICES = 0.40  # share of multiple choice questions


@dataclass(frozen=True, slots=True)
class World:
    """Arrays run over competence, topic, level and variant, in this order."""

    seed: int
    level: Ints  # of each skill
    value: Floats  # pix of each skill
    difficulty: Floats  # of each item
    slope: Floats
    guessing: Floats
    is_choice: Bools
    correct: Bools  # student x item: every answer that could be given
    true_pix: Floats  # student x competence

    @property
    def true_level(self) -> Ints:
        return np.minimum(8, (self.true_pix + 1e-9) // 8).astype(np.int64)

    @property
    def item_ids(self) -> list[str]:
        return [_item_id(index) for index in range(self.difficulty.size)]

    @property
    def index_of(self) -> dict[str, int]:
        """Column of each item."""
        return {name: index for index, name in enumerate(self.item_ids)}

    def bank(self, information: Information) -> Bank:
        """What the engine knows: measures with their errors, or levels only."""
        rng = np.random.default_rng([self.seed, 1])
        count = self.difficulty.size
        difficulty = self.difficulty + rng.normal(0, 0.30, count)
        slope = self.slope * np.exp(rng.normal(0, 0.20, count))
        measured = information == "cal"
        items = [
            Item(
                id=_item_id(index),
                skill=_skill_id(index // VARIANTS),
                difficulty=float(difficulty[index]) if measured else None,
                discrimination=float(slope[index]) if measured else None,
                guessing=0.22 if self.is_choice[index] else 0.02,
            )
            for index in range(count)
        ]
        return Bank(self._skills(), items)

    def _skills(self) -> list[Skill]:
        return [
            Skill(
                id=_skill_id(index),
                competence=competence_id(index // SKILLS),
                topic=f"t{index // LEVELS_PER_TOPIC:03}",
                level=int(self.level[index]),
                pix_value=float(self.value[index]),
            )
            for index in range(self.level.size)
        ]


def competence_id(index: int) -> str:
    return f"c{index:02}"


def draw_world(scenario: Scenario, seed: int, students: int) -> World:
    rng = np.random.default_rng(seed)
    level = np.concatenate([_levels(rng) for _ in range(COMPETENCES)])
    value = np.concatenate([_values(part) for part in level.reshape(COMPETENCES, SKILLS)])
    skill_difficulty = level - 0.5 + rng.normal(0, 0.35, level.size)
    count = level.size * VARIANTS
    difficulty = np.repeat(skill_difficulty, VARIANTS) + rng.normal(0, 0.20, count)
    slope = np.exp(rng.normal(np.log(scenario.slope), scenario.slope_spread, count))
    is_choice = rng.random(count) < _CHOICES
    guessing = np.where(
        is_choice, rng.uniform(0.15, scenario.most_guessing, count), rng.uniform(0, 0.03, count)
    )
    slips = rng.uniform(*scenario.slips, count)
    ability = _topic_abilities(rng, scenario, students)
    chance = 1 / (1 + np.exp(-slope * (np.repeat(ability, ITEMS // TOPICS, axis=1) - difficulty)))
    chance = guessing + (1 - guessing - slips) * chance
    mastered = np.repeat(ability, LEVELS_PER_TOPIC, axis=1) >= skill_difficulty
    return World(
        seed=seed,
        level=level,
        value=value,
        difficulty=difficulty,
        slope=slope,
        guessing=guessing,
        is_choice=is_choice,
        correct=rng.random(chance.shape) < chance,
        true_pix=(mastered * value).reshape(students, COMPETENCES, SKILLS).sum(axis=2),
    )


def _levels(rng: np.random.Generator) -> Ints:
    """Six levels for each topic, drawn again until each level has two skills."""
    while True:
        rows = [np.sort(rng.choice(8, LEVELS_PER_TOPIC, replace=False) + 1) for _ in range(TOPICS)]
        levels = np.concatenate(rows)
        if np.bincount(levels, minlength=9)[1:].min() >= _SKILLS_PER_LEVEL:
            return levels


def _values(levels: Ints) -> Floats:
    values: Floats = np.minimum(4, 8 / np.bincount(levels, minlength=9)[levels])
    return values


def _topic_abilities(rng: np.random.Generator, scenario: Scenario, students: int) -> Floats:
    """Student x topic: general ability, then competence, then topic around it."""

    def stray(size: tuple[int, int], sd: float) -> Floats:
        if scenario.heavy_tails:
            return sd * rng.standard_t(4, size)
        return rng.normal(0, sd, size)

    general = _general_abilities(rng, scenario, students)
    competence = general[:, None] + stray((students, COMPETENCES), scenario.competence_sd)
    topics = COMPETENCES * TOPICS
    return np.repeat(competence, TOPICS, axis=1) + stray((students, topics), scenario.topic_sd)


def _general_abilities(rng: np.random.Generator, scenario: Scenario, students: int) -> Floats:
    if scenario.population == "unrelated":
        return np.full(students, 3.3)
    if scenario.population == "mixture":
        weak = rng.integers(2, size=students) == 0
        return np.where(weak, rng.normal(1.6, 0.9, students), rng.normal(5.0, 1.0, students))
    return rng.normal(3.3, 1.5, students)


def _skill_id(index: int) -> str:
    return f"s{index:03}"


def _item_id(index: int) -> str:
    return f"{_skill_id(index // VARIANTS)}v{index % VARIANTS}"
