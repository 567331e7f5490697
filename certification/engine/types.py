"""What goes into a certification and what comes out: plain frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class StopReason(StrEnum):
    """Why no more question is asked; the values are stored with the test."""

    FULFILLED = "fulfilled"  # every question of the plan has been asked
    EXHAUSTED = "exhausted"  # the bank has nothing left for this candidate


class Ending(StrEnum):
    """How a test ended, which decides what becomes of the questions without an answer."""

    COMPLETED = "completed"  # the last question was answered: there is none
    CANDIDATE = "candidate"  # the candidate left: wrong
    TIME = "time"  # the deadline passed: wrong, as for a candidate who left
    TECHNICAL = "technical"  # the machine, the network or the room failed: dropped


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to the candidate. `correct` is None as long as it has no answer."""

    item: str
    correct: bool | None = None
    neutralised: bool = False

    @property
    def counts(self) -> bool:
        """Whether it says something of the candidate."""
        return self.correct is not None and not self.neutralised


@dataclass(frozen=True, slots=True)
class Stop:
    reason: StopReason


@dataclass(frozen=True, slots=True)
class CompetenceScore:
    """`level` is what is certified. The rest says what the answers alone tell, before the cap."""

    level: int
    level_low: int
    level_high: int
    expected_pix: float
    probabilities: tuple[float, ...]  # of the levels 0 to 8
    counted: int  # answers given in this competence that count


@dataclass(frozen=True, slots=True)
class Score:
    """`answered` is what the candidate answered, `counted` what the score rests on."""

    pix: int
    pix_low: int
    pix_high: int
    levels: Mapping[str, CompetenceScore]
    answered: int
    counted: int
    enough: bool
