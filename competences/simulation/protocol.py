"""Students take the tests of a world in turn, through the public face of the engine."""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from competences.engine import Bank, Choice, Estimate, Response, Settings, choose_next, estimate

from .world import COMPETENCES, ITEMS, competence_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .world import Floats, Ints, World

STOPS = {
    "A": Settings(),
    "B": Settings(quick=True),
    "C": Settings(quick=True, min_questions=3, quick_max_questions=8, quick_pix_sd=6.0),
}
_WINDOW = 100  # tests over which exposure is watched
_FEWEST = 20  # under as many tests, shares are not yet shares


@dataclass
class Exposure:
    """Share of the last tests of one competence in which each item was asked."""

    recent: deque[tuple[str, ...]] = field(default_factory=deque)
    counts: Counter[str] = field(default_factory=Counter)

    def shares(self) -> dict[str, float]:
        tests = max(len(self.recent), _FEWEST)
        return {item: count / tests for item, count in self.counts.items()}

    def add(self, items: Iterable[str]) -> None:
        self.recent.append(tuple(items))
        self.counts.update(self.recent[-1])
        if len(self.recent) > _WINDOW:
            self.counts.subtract(self.recent.popleft())


@dataclass
class Outcomes:
    """What the engine did and said; student x competence, unless said otherwise."""

    questions: Ints
    modal_level: Ints
    shown_level: Ints
    stated: Floats  # probability of the modal level
    expected_pix: Floats
    shown_pix: Floats
    pix_sd: Floats
    asked: Ints  # competence x item: times asked
    seconds: list[float]  # of each choice
    profiles: list[tuple[Response, ...]]  # of each student: what they answered

    @classmethod
    def empty(cls, students: int) -> Outcomes:
        shape = (students, COMPETENCES)
        return cls(
            questions=np.zeros(shape, dtype=np.int64),
            modal_level=np.zeros(shape, dtype=np.int64),
            shown_level=np.zeros(shape, dtype=np.int64),
            stated=np.zeros(shape),
            expected_pix=np.zeros(shape),
            shown_pix=np.zeros(shape),
            pix_sd=np.zeros(shape),
            asked=np.zeros((COMPETENCES, ITEMS), dtype=np.int64),
            seconds=[],
            profiles=[],
        )

    def note(self, place: tuple[int, int], result: Estimate) -> None:
        levels = np.array(result.level_probabilities)
        self.modal_level[place] = levels.argmax()
        self.stated[place] = levels.max()
        self.shown_level[place] = result.level
        self.expected_pix[place] = result.expected_pix
        self.shown_pix[place] = result.pix
        self.pix_sd[place] = result.pix_sd


def run(
    world: World, bank: Bank, settings: Settings, tick: Callable[[], None] = lambda: None
) -> Outcomes:
    """Each student takes all competences in turn, with what they answered so far as profile."""
    students = world.correct.shape[0]
    outcomes = Outcomes.empty(students)
    exposures = [Exposure() for _ in range(COMPETENCES)]
    index_of = world.index_of
    for student in range(students):
        answers = {name: bool(world.correct[student, index]) for name, index in index_of.items()}
        profile: list[Response] = []
        for competence in range(COMPETENCES):
            test = _Test(bank, competence_id(competence), tuple(profile), settings)
            seed = f"{world.seed}.{student}.{competence}"
            given = test.take(answers, exposures[competence].shares(), seed, outcomes.seconds)
            outcomes.note((student, competence), test.result(given))
            outcomes.questions[student, competence] = len(given)
            for response in given:
                outcomes.asked[competence, index_of[response.item] % ITEMS] += 1
            exposures[competence].add(response.item for response in given)
            profile.extend(given)
        outcomes.profiles.append(tuple(profile))
        tick()
    return outcomes


@dataclass(frozen=True)
class _Test:
    bank: Bank
    competence: str
    profile: tuple[Response, ...]
    settings: Settings

    def take(
        self, answers: dict[str, bool], shares: dict[str, float], seed: str, seconds: list[float]
    ) -> list[Response]:
        given: list[Response] = []
        while True:
            rng = random.Random(f"{seed}.{len(given)}")  # noqa: S311  # replayable on purpose
            start = time.perf_counter()
            choice = choose_next(
                self.bank,
                self.competence,
                given,
                profile=self.profile,
                exposure=shares,
                settings=self.settings,
                rng=rng,
            )
            seconds.append(time.perf_counter() - start)
            if not isinstance(choice, Choice):
                return given
            given.append(Response(choice.item, answers[choice.item]))

    def result(self, given: list[Response]) -> Estimate:
        return estimate(
            self.bank, self.competence, given, profile=self.profile, settings=self.settings
        )
