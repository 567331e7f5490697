"""P5: the engine chooses among 90 candidates after 12 answers, in CPU time of this thread."""

import random
import time
from collections.abc import Callable, Iterator
from statistics import median

from competences.engine import Bank, Item, Response, Settings, Skill, choose_next
from competences.engine.posterior import believe, weigh
from competences.engine.prior import population_prior
from competences.engine.selection import draw, gains
from tests.bench.measure import Measure

_TOPICS, _LEVELS, _ITEMS = 6, range(1, 8), 3
_ANSWERS, _CANDIDATES = 12, 90
_LONG = Settings(min_questions=13, max_questions=20, hard_limit=20, comfort=False)


def cost_of_a_choice(times: int) -> Iterator[Measure]:
    bank, answered = _bank(), _answers()
    step = choose_next(bank, "c", answered, settings=_LONG, rng=random.Random(1))
    candidates = getattr(step, "candidates", 0)
    if candidates != _CANDIDATES:
        raise SystemExit(f"{candidates} candidates instead of {_CANDIDATES}")
    whole = _milliseconds(
        times,
        lambda: choose_next(bank, "c", answered, settings=_LONG, rng=random.Random(1)),
    )
    yield Measure("P5", "choose among 90 after 12 answers, CPU", whole, "ms", 1)
    yield Measure("", "  selection alone, CPU", _milliseconds(times, _selection(bank)), "ms", 0.5)


def _selection(bank: Bank) -> Callable[[], object]:
    """What remains once the answers are folded."""
    section, answers = bank.section("c"), bank.read("c", _answers())
    belief = believe(weigh(section, answers, _LONG), population_prior(_LONG))
    asked = set(section.skill_of[answers.item].tolist())
    import numpy as np

    candidates = np.flatnonzero([skill not in asked for skill in section.skill_of.tolist()])
    exposure, rng = np.zeros(candidates.size), random.Random(1)
    return lambda: draw(gains(section, belief, candidates, _LONG), exposure, 0.3, rng)


def _bank() -> Bank:
    """42 skills of 3 items: 30 of them are left after 12 answers."""
    skills = [Skill(f"{t}.{n}", "c", str(t), n, 2.0) for t in range(_TOPICS) for n in _LEVELS]
    items = [
        Item(f"{skill.id}.{number}", skill.id, skill.level - 0.5 + 0.2 * number, 1.3, 0.1)
        for skill in skills
        for number in range(_ITEMS)
    ]
    return Bank(skills, items)


def _answers() -> list[Response]:
    """Two levels of each topic; the easier one right."""
    return [Response(f"{t}.{n}.0", n < 4) for t in range(_TOPICS) for n in (3, 5)]


def _milliseconds(times: int, work: Callable[[], object]) -> float:
    spent = []
    for _ in range(times):
        started = time.thread_time_ns()
        work()
        spent.append(time.thread_time_ns() - started)
    return median(spent[len(spent) // 10 :]) / 1e6
