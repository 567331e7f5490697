"""Many worlds judged in one go, on a few processes, telling how far they are."""

from __future__ import annotations

from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import Value
from typing import TYPE_CHECKING, Any

from competences.engine import Settings
from competences.simulation.protocol import run
from competences.simulation.scenarios import SCENARIOS
from competences.simulation.world import Information, draw_world

from .measures import Measures, measure
from .sitting import CASES, sit_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PROCESSES = 2
_PATIENCE = 0.5  # seconds between two looks at what is done
_done: Any = Value("q", 0)  # tests taken by all the processes


@dataclass(frozen=True, slots=True)
class Plan:
    scenario: str
    information: Information
    students: int
    seeds: tuple[int, ...]

    @property
    def tests(self) -> int:
        """Steps to do: each student trains, then sits each case."""
        return self.students * (1 + len(CASES)) * len(self.seeds)


def judge(plan: Plan, seed: int) -> dict[str, Measures]:
    """Of each case, in one world. People train once."""
    world = draw_world(SCENARIOS[plan.scenario], seed, plan.students)
    bank = world.bank(plan.information)
    training = run(world, bank, Settings(), _tick)
    return {
        case.name: measure(world, bank, case, training, sit_all(world, bank, case, training, _tick))
        for case in CASES
    }


def judge_all(
    plan: Plan, progress: Callable[[int], None] = lambda done: None
) -> dict[int, dict[str, Measures]]:
    """By seed, then by case; `progress` hears how many steps are done."""
    _done.value = 0
    with ProcessPoolExecutor(_PROCESSES, initializer=_share, initargs=(_done,)) as pool:
        pending = {seed: pool.submit(judge, plan, seed) for seed in plan.seeds}
        _watch(list(pending.values()), progress)
        return {seed: future.result() for seed, future in pending.items()}


def _watch(pending: Sequence[Future[Any]], progress: Callable[[int], None]) -> None:
    unfinished = set(pending)
    while unfinished:
        _, unfinished = wait(unfinished, timeout=_PATIENCE, return_when=FIRST_EXCEPTION)
        progress(_done.value)


def _share(counter: Any) -> None:
    globals()["_done"] = counter


def _tick() -> None:
    with _done.get_lock():
        _done.value += 1
