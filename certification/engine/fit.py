"""Do the answers of a certification look like those of the person who trained?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from competences.engine import Settings
from competences.engine.grid import competence_to_topic
from competences.engine.posterior import believe, weigh
from competences.engine.prior import population_prior

from .drawing import given_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from competences.engine import Bank, Response
    from competences.engine.grid import Floats, Ints
    from competences.engine.posterior import Belief
    from competences.engine.section import Section

    from .types import Asked

JURY_FLAG = -3.0  # under it, the jury looks; nothing is rejected automatically

_DEFAULT = Settings()


def person_fit(
    bank: Bank,
    asked: Sequence[Asked],
    positioning: Sequence[Response],
    settings: Settings = _DEFAULT,
) -> float:
    """Standardised log-likelihood of the answers, given what the training said of the person.

    0 on average for honest candidates, of variance 1, the lower the stranger: easy questions
    failed, or hard ones passed, against what the training promised. The answers of a competence
    are not independent, since they share an ability the training left uncertain; the variance
    counts it. Without an answer that counts there is nothing strange: 0.
    """
    trained: dict[str, list[Response]] = defaultdict(list)
    for response in positioning:
        trained[bank.competence_of(response.item)].append(response)
    gap, variance = 0.0, 0.0
    for code in sorted({bank.competence_of(one.item) for one in asked if one.counts}):
        forecast = _forecast(bank, code, trained[code], asked, settings)
        weight = np.log(forecast.chance / (1 - forecast.chance))
        gap += float(weight @ (forecast.correct - forecast.chance))
        variance += float(weight @ forecast.covariance @ weight)
    return gap / variance**0.5 if variance > 0 else 0.0


@dataclass(frozen=True, slots=True)
class _Forecast:
    """Of the answers of one competence: their chances, and how they go together."""

    correct: Floats
    chance: Floats
    covariance: Floats


def _forecast(
    bank: Bank,
    competence: str,
    trained: Sequence[Response],
    asked: Sequence[Asked],
    settings: Settings,
) -> _Forecast:
    section = bank.section(competence)
    given = given_in(bank, asked, competence)
    items = np.array([section.item_index[item] for item, _ in given], dtype=np.intp)
    evidence = weigh(section, bank.read(competence, trained), settings)
    belief = believe(evidence, population_prior(settings))
    joint = _joint(section, belief, items, settings)
    chance = np.diagonal(joint).copy()
    covariance = joint - np.outer(chance, chance)
    np.fill_diagonal(covariance, chance * (1 - chance))
    return _Forecast(np.array([float(right) for _, right in given]), chance, covariance)


def _joint(section: Section, belief: Belief, items: Ints, settings: Settings) -> Floats:
    """P(both right) for each pair of items of a competence; on the diagonal, P(right)."""
    evidence, odds = belief.evidence, section.odds(settings.slip)
    kernel, topics = competence_to_topic(settings.sigma_t), section.topic_of[items]
    mastered = evidence.mastered[section.skill_of[items]]
    right = mastered * odds.if_mastered[1, items] + (1 - mastered) * odds.if_not[1, items]

    def at_ability(values: Floats, topic: Ints) -> Floats:
        found: Floats = (evidence.topic[topic] * values) @ kernel.T / evidence.likelihood[topic]
        return found

    alone = at_ability(right, topics)
    joint: Floats = alone * belief.ability @ alone.T
    for one, topic in enumerate(topics.tolist()):
        same = np.flatnonzero(topics == topic)
        joint[one, same] = at_ability(right[one] * right[same], topics[same]) @ belief.ability
        joint[one, one] = alone[one] @ belief.ability
    return joint
