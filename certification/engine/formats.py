"""The formats of the test, frozen: to change one, publish another version of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from competences.engine.types import HIGHEST_LEVEL, PIX_PER_LEVEL

if TYPE_CHECKING:
    from collections.abc import Mapping

CERTIFIABLE_COMPETENCES = 5  # at level 1 or more


@dataclass(frozen=True, slots=True)
class Format:
    """Questions are counted for each competence validated, or in all; one of the two is set."""

    name: str
    version: int
    per_competence: int | None
    total: int | None
    minutes: int
    minimum_share: float = 0.62  # of the questions, answered, for a result to be given
    exposure_cap: float = 0.20  # share of recent tests above which a question is rested

    def __post_init__(self) -> None:
        if (self.per_competence is None) == (self.total is None):
            message = "a format sets either per_competence or total"
            raise ValueError(message)

    def questions(self, competences: int) -> int:
        """How many are asked to a candidate who validated so many competences."""
        return self.total or (self.per_competence or 0) * competences

    def minimum_answers(self, asked: int) -> int:
        """Answers without which there is no result: 20 of 32, 28 of 45, 10 of 15."""
        return math.ceil(self.minimum_share * asked)

    def plan(self, levels: Mapping[str, int]) -> Blueprint:
        """For a candidate with these levels by competence; those at level 0 are left out."""
        return Blueprint(self, levels)


THREE_PER_COMPETENCE = Format("three_per_competence", 1, per_competence=3, total=None, minutes=120)
ADAPTIVE_32 = Format("adaptive_32", 1, per_competence=None, total=32, minutes=105)
FORMATS: Mapping[tuple[str, int], Format] = MappingProxyType(
    {(form.name, form.version): form for form in (THREE_PER_COMPETENCE, ADAPTIVE_32)}
)


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What one candidate is to be asked: a format, and the level held in each competence."""

    format: Format
    levels: Mapping[str, int]

    def __post_init__(self) -> None:
        validated = {code: level for code, level in sorted(self.levels.items()) if level >= 1}
        object.__setattr__(self, "levels", validated)

    @property
    def questions(self) -> int:
        return self.format.questions(len(self.levels))

    @property
    def minimum_answers(self) -> int:
        return self.format.minimum_answers(self.questions)

    def highest_pix(self, max_level: int = HIGHEST_LEVEL) -> int:
        """The best total this candidate can reach: the top of each level held."""
        return sum(top_of(level, max_level) for level in self.levels.values())


def top_of(level: int, max_level: int = HIGHEST_LEVEL) -> int:
    """The most pix of a competence at this level: 7, 15, 23… and, at the last, 8 a level."""
    return min(PIX_PER_LEVEL * (level + 1) - 1, PIX_PER_LEVEL * max_level)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether a profile can be certified, and how many competences it still lacks."""

    validated: tuple[str, ...]
    missing: int

    def __bool__(self) -> bool:
        return not self.missing


def certifiable(levels: Mapping[str, int]) -> Eligibility:
    """At least five competences at level 1 or more."""
    validated = tuple(sorted(code for code, level in levels.items() if level >= 1))
    return Eligibility(validated, max(0, CERTIFIABLE_COMPETENCES - len(validated)))
