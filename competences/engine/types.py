"""What goes into the engine and what comes out: plain frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

HIGHEST_LEVEL = 8
PIX_PER_LEVEL = 8

ScorePrior = Literal["neutral", "profile"]


class UnknownItem(LookupError):
    """No item of the bank has this id."""


class UnknownSkill(LookupError):
    """No skill of the bank has this id."""


class UnknownCompetence(LookupError):
    """No skill of the bank belongs to this competence."""


class Status(StrEnum):
    VALIDATED = "validated"
    INVALIDATED = "invalidated"
    UNKNOWN = "unknown"


class Source(StrEnum):
    DIRECT = "direct"
    INFERRED = "inferred"


class StopReason(StrEnum):
    """Why a test ends; the values are stored with the test and shown to the learner."""

    SURE = "sure"  # the level is known well enough
    MAX_QUESTIONS = "max_questions"  # the usual length is reached
    HARD_LIMIT = "hard_limit"  # the longest length the product allows is reached
    NO_GAIN = "no_gain"  # no remaining question would teach us anything
    EXHAUSTED = "exhausted"  # no question is left to ask


@dataclass(frozen=True, slots=True)
class Skill:
    """One topic at one level; `pix_value` is what mastering it earns."""

    id: str
    competence: str
    topic: str
    level: int
    pix_value: float


@dataclass(frozen=True, slots=True)
class Item:
    """One way to test a skill. `None` parameters were never measured: cold defaults apply."""

    id: str
    skill: str
    difficulty: float | None
    discrimination: float | None
    guessing: float
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    item: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """How a test is run, and the population it is run on. The defaults are the product's.

    A quick test stops on the precision of the pix instead of the probability of the level.
    `comfort` turns the rules on that spare the learner (see `rules.py`).
    """

    min_questions: int = 4
    max_questions: int = 12
    hard_limit: int = 15
    stop_probability: float = 0.6
    quick: bool = False
    max_level: int = HIGHEST_LEVEL
    strict: bool = False
    exposure_cap: float = 0.30
    score_prior: ScorePrior = "neutral"
    comfort: bool = True
    quick_max_questions: int = 10
    quick_pix_sd: float = 5.0
    min_gain: float = 0.5
    mu: float = 3.3
    sigma_g: float = 1.5
    sigma_c: float = 1.0
    sigma_t: float = 0.7
    slip: float = 0.02

    def __post_init__(self) -> None:
        if self.score_prior not in ("neutral", "profile"):
            message = f"score_prior is 'neutral' or 'profile', not {self.score_prior!r}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Choice:
    """The next question, how much it should teach (pix²), and the draw that gave it."""

    item: str
    gain: float
    probability: float
    candidates: int


@dataclass(frozen=True, slots=True)
class Stop:
    reason: StopReason


@dataclass(frozen=True, slots=True)
class Knowledge:
    status: Status
    source: Source
    probability: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Pix and level shown, the distribution behind them, and what is known of each skill."""

    pix: int
    level: int
    expected_pix: float
    pix_sd: float
    level_probabilities: tuple[float, ...]
    level_low: int
    level_high: int
    knowledge: Mapping[str, Knowledge]
