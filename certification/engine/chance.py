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

_FIRST_TOLERANCE = 0.94  # share of the best merit under which an item is not drawn: stricter
_TOLERANCE = 0.84  # for the first question of a competence, which tells more than the next ones
_TIRED = 0.72  # what is left of the gain of an item that is about to rest
_RESTED = 0.3  # and of one that rests: it comes only if the others teach far less
_MARGIN = 0.95  # share of the cap from which an item rests, as tests under way are not counted yet
_RARE = 0.05  # exposure under which rarity stops being a merit


def draw(
    gain: Floats, exposure: Floats, cap: float, rng: random.Random, *, first: bool
) -> tuple[int, float]:
    """Index drawn and its probability: among the best, rather those asked least lately."""
    worn = exposure / (_MARGIN * cap)
    merit = gain * np.where(worn < 1, 1 - (1 - _TIRED) * worn, _RESTED)
    tolerance = _FIRST_TOLERANCE if first else _TOLERANCE
    weight = np.where(merit >= tolerance * merit.max(), 1 / (_RARE + exposure), 0.0)
    steps = np.cumsum(weight)
    index = int(np.searchsorted(steps, rng.random() * steps[-1], side="right"))
    index = min(index, len(gain) - 1)
    return index, float(weight[index] / steps[-1])
