"""All the competences together: a general ability, competences around it.

Given the general ability, competences are independent. So each competence tells the general
ability how likely its answers are and the pix they promise, and receives as its prior what the
others tell. Unlike the prior of a training test, this one has no guard against odd profiles: in
the plain model a right answer never lowers anything, which a certification owes to candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from competences.engine.grid import Floats, general_to_competence, normal
from competences.engine.posterior import weigh

if TYPE_CHECKING:
    from collections.abc import Collection

    from competences.engine import Bank, Settings
    from competences.engine.posterior import Evidence

type Given = tuple[tuple[str, bool], ...]  # item and outcome, plain so that they can be a key


@dataclass(frozen=True, eq=False, slots=True)
class Testimony:
    """What the answers of one competence say, over the general ability."""

    log_likelihood: Floats
    mean: Floats  # of the pix
    variance: Floats


def evidence_of(bank: Bank, competence: str, given: Given, settings: Settings) -> Evidence:
    section = bank.section(competence)
    return weigh(section, section.read(given), settings)


def testify(bank: Bank, competence: str, given: Given, settings: Settings) -> Testimony:
    found: Testimony = bank.remember(_testify, competence, given, settings)
    return found


def general_ability(heard: Collection[Testimony], settings: Settings) -> Floats:
    """Its posterior, given what some competences say."""
    logs = np.log(normal(settings.mu, settings.sigma_g))
    logs = logs + sum(one.log_likelihood for one in heard)
    weights = np.exp(logs - logs.max())
    posterior: Floats = weights / weights.sum()
    return posterior


def prior_from(others: Collection[Testimony], settings: Settings) -> Floats:
    """Of a competence, given what the others say."""
    prior: Floats = general_ability(others, settings) @ general_to_competence(settings.sigma_c)
    return prior


def _testify(bank: Bank, competence: str, given: Given, settings: Settings) -> Testimony:
    evidence = evidence_of(bank, competence, given, settings)
    pix, variance = evidence.topic_mean.sum(axis=0), evidence.topic_variance.sum(axis=0)
    weights = general_to_competence(settings.sigma_c) * evidence.competence_likelihood()
    likelihood = weights.sum(axis=1)
    mean = weights @ pix / likelihood
    square = weights @ (variance + pix**2) / likelihood
    return Testimony(np.log(likelihood), mean, square - mean**2)
