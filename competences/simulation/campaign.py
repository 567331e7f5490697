"""Many worlds judged in one go, on a few processes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .measures import Measures, average, measure
from .protocol import STOPS, run
from .scenarios import SCENARIOS
from .world import Information, draw_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from competences.engine.types import ScorePrior

_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """One line of the table: a scenario, what the engine knows, how it stops and scores."""

    scenario: str
    information: Information
    stop: str
    score_prior: ScorePrior
    students: int
    seeds: tuple[int, ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.scenario, self.information, self.stop, self.score_prior


def judge(plan: Plan, seed: int) -> Measures:
    world = draw_world(SCENARIOS[plan.scenario], seed, plan.students)
    settings = replace(STOPS[plan.stop], score_prior=plan.score_prior)
    return measure(world, run(world, world.bank(plan.information), settings))


def judge_all(
    plans: Sequence[Plan], tick: Callable[[], None] = lambda: None
) -> Iterator[tuple[Plan, Measures]]:
    """Each plan with its measures averaged over its worlds; `tick` after each world."""
    with ProcessPoolExecutor(_PROCESSES) as pool:
        pending = [
            (plan, [pool.submit(judge, plan, seed) for seed in plan.seeds]) for plan in plans
        ]
        for plan, futures in pending:
            found = []
            for future in futures:
                found.append(future.result())
                tick()
            yield plan, average(found)
