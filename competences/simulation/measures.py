"""How good the outcomes are against the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .protocol import Outcomes
    from .world import Bools, Floats, Ints, World


@dataclass(frozen=True, slots=True)
class Measures:
    """Levels are right or wrong in percent; pix are in pix; unit of MAE: one level."""

    questions: float
    exact: float  # most probable level
    exact_shown: float  # level shown from validated skills
    within_one: float
    mae: float
    rmse: float  # expected pix
    rmse_shown: float
    bias: float
    correlation: float
    calibration_error: float
    max_exposure: float
    overlap: float
    milliseconds: float  # of a whole choice, replay of the answers included

    @property
    def bias_size(self) -> float:
        return abs(self.bias)


def measure(world: World, outcomes: Outcomes) -> Measures:
    truth, level = world.true_pix, world.true_level
    hit = outcomes.modal_level == level
    miss = np.abs(outcomes.modal_level - level)
    students = len(truth)
    return Measures(
        questions=float(outcomes.questions.mean()),
        exact=100 * float(hit.mean()),
        exact_shown=100 * float((outcomes.shown_level == level).mean()),
        within_one=100 * float((miss <= 1).mean()),
        mae=float(miss.mean()),
        rmse=_rms(outcomes.expected_pix - truth),
        rmse_shown=_rms(outcomes.shown_pix - truth),
        bias=float((outcomes.expected_pix - truth).mean()),
        correlation=_correlation(outcomes.expected_pix, truth),
        calibration_error=_calibration_error(outcomes.stated, hit),
        max_exposure=100 * float(outcomes.asked.max()) / students,
        overlap=100 * _overlap(outcomes.asked, students),
        milliseconds=1000 * float(np.median(outcomes.seconds)),
    )


def average(measures: Sequence[Measures]) -> Measures:
    """Over worlds."""
    names = Measures.__slots__
    return Measures(*(float(np.mean([getattr(m, name) for m in measures])) for name in names))


def _rms(error: Floats) -> float:
    return float(np.sqrt((error**2).mean()))


def _correlation(said: Floats, truth: Floats) -> float:
    """Within each competence, then averaged."""
    pairs = zip(said.T, truth.T, strict=True)
    return float(np.mean([np.corrcoef(one, other)[0, 1] for one, other in pairs]))


def _calibration_error(stated: Floats, hit: Bools) -> float:
    """Mean distance between what was claimed and what came true, over ten bins of claims."""
    bins = np.minimum((stated * 10).astype(int), 9)
    gaps = [
        abs(float(np.sum(stated[bins == one] - hit[bins == one]))) / bins.size
        for one in np.unique(bins)
    ]
    return float(sum(gaps))


def _overlap(asked: Ints, students: int) -> float:
    """Share of a test that two students have in common, averaged over competences."""
    pairs = (asked * (asked - 1)).sum(axis=1) / (students * (students - 1))
    lengths = asked.sum(axis=1) / students
    return float(np.mean(pairs / lengths))
