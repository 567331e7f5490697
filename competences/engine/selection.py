"""Which question to ask: the one that teaches most, without wearing out the best ones.

The gain of a question is the variance of the pix minus its expectation after the answer, which is
also the variance of the mean the answer will leave: so only the two possible means are needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .grid import competence_to_topic
from .posterior import topic_weights

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from .grid import Floats, Ints
    from .posterior import Belief
    from .section import Section
    from .types import Settings

_OVEREXPOSED = 0.3  # what is left of the gain of an item over the exposure cap
_TOLERANCE = 0.75  # share of the best gain under which an item is not drawn
_SHARPNESS = 12
_RARE = 0.1  # exposure under which rarity stops being a merit
_DIGITS = 9  # gains are rounded so that machines agree on the draw


def gains(section: Section, belief: Belief, candidates: Ints, settings: Settings) -> Floats:
    """Expected drop of the variance of the pix (pix²), for items of skills not answered yet."""
    evidence, kernel_weights = belief.evidence, topic_weights(belief, settings)
    elsewhere = evidence.topic_mean.sum(axis=0) - evidence.topic_mean
    known = evidence.topic * kernel_weights
    pix = known * evidence.pix + evidence.topic * _carry(belief, elsewhere, settings)
    odds, topic = section.odds(settings.slip), section.topic_of[candidates]
    chance = odds.chance[candidates]
    right = np.einsum("it,it->i", chance, known[topic])
    mean_if_right = np.einsum("it,it->i", chance, pix[topic])
    mean_if_right += np.einsum("it,it->i", odds.surplus[candidates], known[topic])
    covariance = mean_if_right - right * belief.expected_pix
    gain: Floats = np.round(covariance**2 / (right * (1 - right)), _DIGITS)
    return gain


def draw(gain: Floats, exposure: Floats, cap: float, rng: random.Random) -> tuple[int, float]:
    """Index drawn and its probability: good items often, worn ones less."""
    merit = np.where(exposure >= cap, _OVEREXPOSED * gain, gain)
    share = merit / max(float(merit.max()), 1e-12)
    weight = np.where(share >= _TOLERANCE, share**_SHARPNESS / (_RARE + exposure), 0.0)
    steps = np.cumsum(weight)
    index = int(np.searchsorted(steps, rng.random() * steps[-1], side="right"))
    index = min(index, len(gain) - 1)
    return index, float(weight[index] / steps[-1])


def shares(section: Section, candidates: Ints, exposure: Mapping[str, float] | None) -> Floats:
    if not exposure:
        return np.zeros(len(candidates))
    items = section.items
    return np.array([exposure.get(items[i].id, 0.0) for i in candidates.tolist()])


def _carry(belief: Belief, values: Floats, settings: Settings) -> Floats:
    """Topic weights, each competence ability counting for the pix it promises elsewhere."""
    weighted = belief.ability / belief.evidence.likelihood * values
    return weighted @ competence_to_topic(settings.sigma_t)
