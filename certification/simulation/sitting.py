"""Candidates of an invented world sit a certification one after the other."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from certification.engine import (
    ADAPTIVE_32,
    THREE_PER_COMPETENCE,
    Asked,
    Blueprint,
    Format,
    certifiable,
    choose_next,
)
from competences.engine import Choice
from competences.engine.types import HIGHEST_LEVEL
from competences.simulation.protocol import Exposure
from competences.simulation.world import COMPETENCES, competence_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from competences.engine import Bank
    from competences.simulation.protocol import Outcomes
    from competences.simulation.world import World

ROOM = 20  # candidates who start together, invigilated by one person


@dataclass(frozen=True, slots=True)
class Case:
    """A format, and how it is sat: as in the product, or as in the protocol of the targets.

    In the product, people trained before and start by rooms, which all know the same wear. In the
    protocol they hold no level, have met nothing, and come one by one.
    """

    name: str
    form: Format
    trained: bool

    @property
    def room(self) -> int:
        return ROOM if self.trained else 1


CASES = (
    Case("32 questions, untrained", ADAPTIVE_32, trained=False),
    Case("20 questions, untrained", replace(ADAPTIVE_32, total=20), trained=False),
    Case("3 per competence", THREE_PER_COMPETENCE, trained=True),
    Case("32 questions", ADAPTIVE_32, trained=True),
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one candidate was asked, and what they answered."""

    student: int
    plan: Blueprint
    asked: tuple[Asked, ...]
    seconds: tuple[float, ...]  # of each choice


def sit_all(
    world: World, bank: Bank, case: Case, training: Outcomes, tick: Callable[[], None]
) -> list[Sitting]:
    """Those who can be certified, room after room; a room spares what those before were asked."""
    exposure, found = Exposure(), list[Sitting]()
    shares: dict[str, float] = {}
    for student in range(len(world.correct)):
        levels, met = _held(training, student) if case.trained else (_EVERYTHING, frozenset())
        if certifiable(levels):
            if len(found) % case.room == 0:
                shares = exposure.shares()
            sitting = _Candidate(world, bank, student, met).sit(case.form.plan(levels), shares)
            exposure.add(one.item for one in sitting.asked)
            found.append(sitting)
        tick()
    return found


_EVERYTHING = {competence_id(index): HIGHEST_LEVEL for index in range(COMPETENCES)}


def _held(training: Outcomes, student: int) -> tuple[dict[str, int], frozenset[str]]:
    levels = training.shown_level[student].tolist()
    met = frozenset(response.item for response in training.profiles[student])
    return {competence_id(index): level for index, level in enumerate(levels)}, met


@dataclass(frozen=True, slots=True)
class _Candidate:
    world: World
    bank: Bank
    student: int
    met: frozenset[str]

    def sit(self, plan: Blueprint, shares: dict[str, float]) -> Sitting:
        index_of = self.world.index_of
        asked: list[Asked] = []
        seconds: list[float] = []
        while True:
            seed = f"{self.world.seed}.{self.student}.{len(asked)}"
            start = time.perf_counter()
            step = choose_next(
                self.bank,
                plan,
                asked,
                excluded=self.met,
                exposure=shares,
                rng=random.Random(seed),  # noqa: S311 -- replayable on purpose
            )
            seconds.append(time.perf_counter() - start)
            if not isinstance(step, Choice):
                return Sitting(self.student, plan, tuple(asked), tuple(seconds))
            right = bool(self.world.correct[self.student, index_of[step.item]])
            asked.append(Asked(step.item, correct=right))
