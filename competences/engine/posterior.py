"""What the answers say of one competence: the exact posterior of the factorised model.

Given the competence ability, topics are independent; given a topic ability, skills are. So the
answers of a topic fold into one likelihood over its grid, and topics meet on the competence grid.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .grid import COMPETENCE_GRID, Floats, competence_to_topic, normal_cdf
from .types import HIGHEST_LEVEL, PIX_PER_LEVEL

if TYPE_CHECKING:
    from .section import Answers, Section
    from .types import Settings

_SMALLEST = 1e-300
_BOUNDS = PIX_PER_LEVEL * np.arange(1.0, HIGHEST_LEVEL + 1) - 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answers of one competence, before any prior. Rows are skills or topics."""

    mastered: Floats  # skill x topic grid: P(mastered | topic ability, answers)
    topic: Floats  # topic x topic grid: likelihood of the answers
    pix: Floats  # topic x topic grid: mean pix
    likelihood: Floats  # topic x competence grid: likelihood of the answers
    topic_mean: Floats  # topic x competence grid: mean pix
    topic_variance: Floats  # topic x competence grid: variance of the pix

    def competence_likelihood(self) -> Floats:
        """Of all the answers, over the competence grid, at most 1."""
        product: Floats = self.likelihood.prod(axis=0)
        return product / product.max()


@dataclass(frozen=True, slots=True)
class Belief:
    """Evidence met with a prior: a distribution over the competence grid."""

    evidence: Evidence
    ability: Floats
    expected_pix: float
    pix_variance: float

    @property
    def pix_sd(self) -> float:
        return math.sqrt(self.pix_variance)

    @property
    def mean_ability(self) -> float:
        return float(self.ability @ COMPETENCE_GRID)


def weigh(section: Section, answers: Answers, settings: Settings) -> Evidence:
    """Fold answers, in an order of their own so that the order given changes no digit."""
    odds = section.odds(settings.slip)
    yes, no = section.mastered.copy(), 1 - section.mastered
    order = np.lexsort((answers.correct, answers.item))
    item, correct = answers.item[order], answers.correct[order].astype(np.intp)
    skill = section.skill_of[item]
    np.multiply.at(yes, skill, odds.if_mastered[correct, item])
    np.multiply.at(no, skill, odds.if_not[correct, item])
    either = yes + no
    mastered = yes / either
    value = section.value[:, None]
    topic = np.multiply.reduceat(either, section.topic_starts, axis=0)
    topic /= topic.max(axis=1, keepdims=True)
    pix = np.add.reduceat(value * mastered, section.topic_starts, axis=0)
    spread = np.add.reduceat(value**2 * mastered * (1 - mastered), section.topic_starts, axis=0)

    # One matrix product takes likelihood and both moments to the competence grid.
    columns = np.concatenate((topic, topic * pix, topic * (pix**2 + spread)))
    moved = columns @ competence_to_topic(settings.sigma_t).T
    likelihood, first, second = moved.reshape(3, -1, moved.shape[1])
    likelihood = np.maximum(likelihood, _SMALLEST)
    mean = first / likelihood
    return Evidence(mastered, topic, pix, likelihood, mean, second / likelihood - mean**2)


def believe(evidence: Evidence, prior: Floats) -> Belief:
    ability = prior * evidence.competence_likelihood()
    ability /= ability.sum()
    mean = evidence.topic_mean.sum(axis=0)
    expected = float(ability @ mean)
    variance = float(ability @ (evidence.topic_variance.sum(axis=0) + (mean - expected) ** 2))
    return Belief(evidence, ability, expected, variance)


def level_distribution(section: Section, belief: Belief, max_level: int) -> Floats:
    """P(level 0..8): normal pix given the ability, mixed over it, within what the bank can give."""
    mean = belief.evidence.topic_mean.sum(axis=0)
    spread = np.sqrt(np.maximum(belief.evidence.topic_variance.sum(axis=0), 1e-6))
    below = belief.ability @ normal_cdf((_BOUNDS - mean[:, None]) / spread[:, None])
    reachable = min(max_level, int((section.total + 0.5) // PIX_PER_LEVEL))
    below[reachable:] = 1.0
    levels: Floats = np.append(below, 1.0) - np.append(0.0, below)
    return levels


def topic_weights(belief: Belief, settings: Settings) -> Floats:
    """Topic x topic grid: how much the rest of the test expects each topic ability."""
    kernel = competence_to_topic(settings.sigma_t)
    weights: Floats = (belief.ability / belief.evidence.likelihood) @ kernel
    return weights


def mastery(section: Section, belief: Belief, settings: Settings) -> Floats:
    """P(mastered | answers), for each skill."""
    topic = belief.evidence.topic * topic_weights(belief, settings)
    topic /= topic.sum(axis=1, keepdims=True)
    counts = np.diff(section.topic_starts, append=len(section.skills))
    found: Floats = np.einsum(
        "st,st->s", belief.evidence.mastered, np.repeat(topic, counts, axis=0)
    )
    return found
