"""How good the scores of a certification are against the truth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from certification.engine import JURY_FLAG, Ending, Score, person_fit, score
from competences.simulation.world import COMPETENCES, ITEMS

from .sitting import ROOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from competences.engine import Bank
    from competences.simulation.protocol import Outcomes
    from competences.simulation.world import Floats, Ints, World

    from .sitting import Case, Sitting

MESHES = (64, 128, 256, 384, 512, 640, 768, 896)  # totals at which the published scale is cut
_ANOTHER = 128  # pix between two people who cannot be taken for each other


@dataclass(frozen=True, slots=True)
class Measures:
    """Errors are in pix, shares in percent, `milliseconds` those of one choice."""

    candidates: float
    questions: float
    mae: float
    rmse: float
    bias: float
    correlation: float
    mesh: float  # total in the right mesh
    covered: float  # truth inside the published interval of the total
    exact: float  # level of a competence
    within_one: float
    max_exposure: float
    overlap: float
    shared: float  # questions that two candidates of a room have in common
    flagged: float  # honest candidates shown to the jury
    unmasked: float  # the same answers, after the training of somebody quite different
    milliseconds: float

    @property
    def bias_size(self) -> float:
        return abs(self.bias)


def measure(
    world: World, bank: Bank, case: Case, training: Outcomes, sittings: Sequence[Sitting]
) -> Measures:
    scores = [score(bank, one.plan, one.asked, ending=Ending.COMPLETED) for one in sittings]
    places = [_places(one) for one in sittings]
    truth = np.array(
        [world.true_pix[s.student, p].sum() for s, p in zip(sittings, places, strict=True)]
    )
    error = np.array([one.pix for one in scores]) - truth
    gaps = np.concatenate(
        [_level_gaps(world, *three) for three in zip(sittings, places, scores, strict=True)]
    )
    asked = _times_asked(world, sittings)
    flagged, unmasked = _flags(world, bank, training, sittings) if case.trained else (0.0, 0.0)
    return Measures(
        candidates=len(sittings),
        questions=float(np.mean([len(one.asked) for one in sittings])),
        mae=float(np.abs(error).mean()),
        rmse=float(np.sqrt((error**2).mean())),
        bias=float(error.mean()),
        correlation=float(np.corrcoef(truth, truth + error)[0, 1]),
        mesh=_percent(_mesh(truth + error) == _mesh(truth)),
        covered=_percent(
            one.pix_low <= total <= one.pix_high
            for one, total in zip(scores, truth.tolist(), strict=True)
        ),
        exact=_percent(gaps == 0),
        within_one=_percent(gaps <= 1),
        max_exposure=100 * float(asked.max()) / len(sittings),
        overlap=100 * _overlap(asked, len(sittings)),
        shared=100 * _shared(sittings),
        flagged=flagged,
        unmasked=unmasked,
        milliseconds=1000 * float(np.median([s for one in sittings for s in one.seconds])),
    )


def average(measures: Sequence[Measures]) -> Measures:
    """Over worlds."""
    names = Measures.__slots__
    return Measures(*(float(np.mean([getattr(m, name) for m in measures])) for name in names))


def _percent(hits: Iterable[bool] | np.ndarray) -> float:
    return 100 * float(np.mean(list(hits)))


def _mesh(totals: Floats) -> np.ndarray:
    return np.searchsorted(MESHES, totals, side="right")


def _places(sitting: Sitting) -> list[int]:
    """Columns of the competences of a plan: ids end with their number."""
    return [int(code[1:]) for code in sitting.plan.levels]


def _level_gaps(world: World, sitting: Sitting, places: list[int], scored: Score) -> Ints:
    levels = np.array([one.level for one in scored.levels.values()])
    gaps: Ints = np.abs(levels - world.true_level[sitting.student, places])
    return gaps


def _times_asked(world: World, sittings: Sequence[Sitting]) -> Ints:
    """Competence x item."""
    index_of = world.index_of
    items = [index_of[one.item] for sitting in sittings for one in sitting.asked]
    counts = np.bincount(items, minlength=COMPETENCES * ITEMS)
    return counts.reshape(COMPETENCES, ITEMS).astype(np.int64)


def _overlap(asked: Ints, sittings: int) -> float:
    """Share of a certification that two candidates have in common, averaged over competences."""
    pairs = (asked * (asked - 1)).sum(axis=1) / (sittings * (sittings - 1))
    return float(np.mean(pairs / (asked.sum(axis=1) / sittings)))


def _shared(sittings: Sequence[Sitting]) -> float:
    """Share of a certification that two candidates of the same room have in common."""
    items = [frozenset(one.item for one in sitting.asked) for sitting in sittings]
    rooms = [items[start : start + ROOM] for start in range(0, len(items), ROOM)]
    pairs = [pair for room in rooms for pair in combinations(room, 2)]
    return float(np.mean([2 * len(a & b) / (len(a) + len(b)) for a, b in pairs]))


def _flags(
    world: World, bank: Bank, training: Outcomes, sittings: Sequence[Sitting]
) -> tuple[float, float]:
    """Percent of answers the jury is shown, after one's own training and after another's."""
    totals = world.true_pix.sum(axis=1)
    own, borrowed = [], []
    for sitting in sittings:
        mine = sitting.student
        other = (mine + 1) % len(totals)
        own.append(person_fit(bank, sitting.asked, training.profiles[mine]) < JURY_FLAG)
        if totals[other] - totals[mine] >= _ANOTHER:
            fit = person_fit(bank, sitting.asked, training.profiles[other])
            borrowed.append(fit < JURY_FLAG)
    return _percent(own), _percent(borrowed) if borrowed else 0.0
