"""P1 and P2: answer, and get the next question. The floor and the real path in turn."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.cpu import Meter
from tests.bench.learners import Learner, make_learners
from tests.bench.load import HTMX, Browser, Post, Reply, Visit, play
from tests.bench.measure import Measure, median_of, percentile

PEOPLE, CROWD = 8, 32
MILLISECONDS = 1000


@dataclass
class Run:
    """What some answers cost."""

    replies: list[Reply]
    cpu: dict[str, float]
    seconds: float

    @property
    def errors(self) -> int:
        return sum(not reply.is_right for reply in self.replies)

    def per_answer(self) -> dict[str, float]:
        """CPU milliseconds of one answer, in all and by program; answers a second."""
        count = len(self.replies)
        costs = {name: MILLISECONDS * used / count for name, used in self.cpu.items()}
        return {"cpu": sum(costs.values()), **costs, "rate": count / self.seconds}

    def p95(self) -> float:
        return MILLISECONDS * percentile((reply.seconds for reply in self.replies), 0.95)


@dataclass(frozen=True)
class Site:
    """A web server under test; `programs`: the process ids that work for it."""

    port: int
    programs: dict[str, int]

    def run(self, visits: Sequence[Visit], *, people: int) -> Run:
        meter, started = Meter(self.programs), time.perf_counter()
        replies = play(self.port, visits, people=people)
        return Run(replies, meter.read(), time.perf_counter() - started)


def floor_visits(count: int) -> list[Visit]:
    """`count` answers, eight for each person."""
    each = 8
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.floor.settings"}
    command = [sys.executable, "-m", "tests.bench.floor", str(-(-count // each))]
    sessions = json.loads(subprocess.check_output(command, env=environment))
    posts = [
        Post(f"position={n}&choice=b".encode(), f'data-position="{n + 1}"'.encode())
        for n in range(1, each + 1)
    ]
    return [Visit("/", {**HTMX, "Cookie": f"sessionid={key}"}, posts) for key in sessions]


def real_run(site: Site, learners: Sequence[Learner], *, people: int) -> tuple[Run, Run]:
    """Whole tests: the answers that give the next question, and the pauses between them."""
    browser = Browser(site.port)
    for learner in learners:
        learner.open(browser)
    legs, crossings = [], []
    while under_way := [learner for learner in learners if not learner.is_over]:
        legs.append(site.run([learner.leg() for learner in under_way], people=people))
        crossings.append(_cross(site, browser, under_way, people))
    browser.close()
    return _sum(legs), _sum(crossings)


def _cross(site: Site, browser: Browser, learners: Sequence[Learner], people: int) -> Run:
    """The pause, and the question after it: two whole pages."""
    meter, started = Meter(site.programs), time.perf_counter()
    replies = play(site.port, [learner.crossing() for learner in learners], people=people)
    for learner in learners:
        if not learner.is_over:
            browser.send("GET", f"{learner.path}bilan/", {"Cookie": learner.headers["Cookie"]})
            learner.open(browser)
    return Run(replies, meter.read(), time.perf_counter() - started)


def _sum(runs: Sequence[Run]) -> Run:
    return Run(
        [reply for run in runs for reply in run.replies],
        {name: sum(run.cpu[name] for run in runs) for name in runs[0].cpu},
        sum(run.seconds for run in runs),
    )


def warm_up(floor: Site, real: Site) -> None:
    """Every process has loaded what it keeps: the bank, templates, connections."""
    floor.run(floor_visits(400), people=CROWD)
    real_run(real, make_learners(48, seed=0), people=CROWD)


def cost_of_an_answer(floor: Site, real: Site, *, rounds: int, learners: int) -> Iterator[Measure]:
    floors, reals, wholes, errors, ratios = [], [], [], 0, []
    for number in range(1, rounds + 1):
        legs, crossings = real_run(real, make_learners(learners, seed=number), people=PEOPLE)
        least = floor.run(floor_visits(len(legs.replies)), people=PEOPLE)
        floors.append(least.per_answer())
        reals.append(legs.per_answer())
        wholes.append(_sum([legs, crossings]).per_answer())
        errors += legs.errors + crossings.errors + least.errors
        ratios.append(reals[-1]["cpu"] / floors[-1]["cpu"])
    lowest, path = median_of(floors), median_of(reals)
    ratio = path["cpu"] / lowest["cpu"]
    details = {"floor": floors, "real": reals, "ratios": ratios, "errors": errors}
    yield Measure("P1", "answer → next question, CPU", ratio, "× floor", 1.6, details=details)
    yield Measure("", "  the floor", lowest["cpu"], "ms")
    yield Measure("", "  the real path", path["cpu"], "ms")
    for name in ("web", "database", "redis", "client"):
        yield Measure("", f"    {name} (floor {lowest[name]:.2f})", path[name], "ms")
    yield Measure("", "  with pauses and whole pages", median_of(wholes)["cpu"], "ms")
    yield Measure("", "  wrong replies", errors, "", at_most=0)


def crowd(floor: Site, real: Site, *, learners: int) -> Iterator[Measure]:
    legs, _ = real_run(real, make_learners(learners, seed=99), people=CROWD)
    least = floor.run(floor_visits(len(legs.replies)), people=CROWD)
    details = {"answers": len(legs.replies), **legs.per_answer()}
    yield Measure("P2", f"{CROWD} learners, 95 %", legs.p95(), "ms", 200, details=details)
    yield Measure("", "  wrong replies", legs.errors, "", at_most=0)
    yield Measure("", "  answers a second", legs.per_answer()["rate"], "")
    yield Measure("", "  the floor, 95 %", least.p95(), "ms")
    yield Measure("", "  the floor, answers a second", least.per_answer()["rate"], "")
