"""How useful it is to work on a topic next, from 0 to 100 (docs/analysis.md). Pure.

Four parts, over the results that aim at the topic:

- level reached (40): what is left to reach, 40 × (1 − levels reached ÷ levels aimed at);
- difficulty (30): easy gaps first. 30 × the mean, over everybody, of (8 − level of the person's
  next skill) ÷ 7, and of 0 for who has validated all;
- progress (20): what was begun is finished first. 20 × the share of people who have validated
  something of the topic, and not all;
- next step (10): what is within reach. 10 × the mean, over everybody, of the probability that the
  person already has the next skill, and of 0 for who has validated all.

A topic that everybody has validated is worth 0. The next skill is the easiest one not validated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from campaigns.selectors.tallies import TopicTally, place_of
from competences.engine.types import HIGHEST_LEVEL

_LEVEL: Final = 40
_DIFFICULTY: Final = 30
_PROGRESS: Final = 20
_NEXT_STEP: Final = 10


class Degree(IntEnum):
    """How strongly a topic is recommended; a bar has as many squares."""

    ACQUIRED = 1
    CONSOLIDATE = 2
    WORK_ON = 3
    FIRST = 4


_FROM: Final = {Degree.FIRST: 60, Degree.WORK_ON: 40, Degree.CONSOLIDATE: 20}


@dataclass(frozen=True)
class Score:
    """The four parts, in points."""

    level: float
    difficulty: float
    progress: float
    next_step: float

    @property
    def total(self) -> float:
        return self.level + self.difficulty + self.progress + self.next_step

    @property
    def degree(self) -> Degree:
        reached = (degree for degree, least in _FROM.items() if self.total >= least)
        return next(reached, Degree.ACQUIRED)


@dataclass(frozen=True)
class NextStep:
    """The skill that most people come to next, and how many they are."""

    skill: str
    people: int


def score_of(tally: TopicTally) -> Score:
    everybody = tally.results or 1
    steps = tally.next_steps
    ease = sum(count * (HIGHEST_LEVEL - place_of(skill)[1]) for skill, (count, _) in steps.items())
    waiting = sum(count for count, _ in steps.values())
    missing = 1 - tally.levels / tally.aimed if tally.aimed else 0.0
    return Score(
        level=_LEVEL * missing,
        difficulty=_DIFFICULTY * ease / (HIGHEST_LEVEL - 1) / everybody,
        progress=_PROGRESS * tally.begun / everybody,
        next_step=_NEXT_STEP * tally.closeness * waiting / everybody,
    )


def next_step_of(tally: TopicTally) -> NextStep | None:
    """None when everybody has validated all. The easiest one, when as many wait for two."""
    if not tally.next_steps:
        return None
    skill = min(tally.next_steps, key=lambda one: (-tally.next_steps[one][0], place_of(one)[1]))
    return NextStep(skill, tally.next_steps[skill][0])


def ranked(topics: Mapping[str, TopicTally]) -> list[tuple[str, Score]]:
    """Topics with their scores, the most recommended first."""
    scores = [(topic, score_of(tally)) for topic, tally in topics.items()]
    return sorted(scores, key=lambda one: (-one[1].total, one[0]))
