"""The grids on which abilities live, and the Gaussians drawn on them. Unit: one Pix level."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.intp]
type Bools = NDArray[np.bool_]


def _frozen(values: NDArray[np.floating]) -> Floats:
    frozen = values.astype(np.float64)
    frozen.setflags(write=False)
    return frozen


# A topic strays from its competence, so its grid is wider.
COMPETENCE_GRID: Floats = _frozen(np.arange(57) * 0.25 - 3.5)
TOPIC_GRID: Floats = _frozen(np.arange(65) * 0.25 - 4.5)

_CDF_AT: Floats = _frozen(np.linspace(-8.0, 8.0, 3201))
_CDF: Floats = _frozen(np.array([0.5 * math.erfc(-x / math.sqrt(2)) for x in _CDF_AT.tolist()]))


def normal_cdf(values: Floats) -> Floats:
    """Distribution function of the standard normal, exact to 1e-6 (NumPy alone has none)."""
    return np.interp(values, _CDF_AT, _CDF)


@lru_cache(maxsize=64)
def normal(mean: float, sd: float) -> Floats:
    """A normal distribution on the competence grid."""
    return _frozen(_rows(COMPETENCE_GRID - mean, sd))


@lru_cache(maxsize=16)
def competence_to_topic(sd: float) -> Floats:
    """P(topic ability | competence ability), one row for each competence ability."""
    return _frozen(_rows(TOPIC_GRID - COMPETENCE_GRID[:, None], sd))


@lru_cache(maxsize=16)
def general_to_competence(sd: float) -> Floats:
    """P(competence ability | general ability), both on the competence grid."""
    return _frozen(_rows(COMPETENCE_GRID - COMPETENCE_GRID[:, None], sd))


def _rows(distance: Floats, sd: float) -> Floats:
    density: Floats = np.exp(-0.5 * (distance / sd) ** 2)
    return density / density.sum(axis=-1, keepdims=True)
