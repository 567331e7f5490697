"""The lot that picks one question among those that teach nearly as much.

A certification is sat by whole rooms at once, which all know the same wear: two neighbours should
share few questions, and none should become known. So among items nearly as good, the chances are
nearly even, and wear only bends them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import random

    from competences.engine.grid import Floats

_TOLERANCE = 0.83  # share of the best merit under which an item is not drawn
_TIRED = 0.8  # what is left of the gain of an item that is about to reach the cap
_RESTED = 0.3  # and of one that is over it: it comes only if the others teach far less
_RARE = 0.05  # exposure under which rarity stops being a merit


def draw(gain: Floats, exposure: Floats, cap: float, rng: random.Random) -> tuple[int, float]:
    """Index drawn and its probability: among the best, the least asked lately."""
    wear = np.where(exposure < cap, 1 - (1 - _TIRED) * exposure / cap, _RESTED)
    merit = gain * wear
    weight = np.where(merit >= _TOLERANCE * merit.max(), 1 / (_RARE + exposure), 0.0)
    steps = np.cumsum(weight)
    index = int(np.searchsorted(steps, rng.random() * steps[-1], side="right"))
    index = min(index, len(gain) - 1)
    return index, float(weight[index] / steps[-1])
