"""All the competences together: a general ability, competences around it.

Given the general ability, competences are independent. So each competence sends one message to
the general ability, and receives the product of the messages of the others as its prior. Unlike
the prior of a training test, this one has no guard against odd profiles: with the plain model a
right answer never lowers anything, which a certification owes to its candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from competences.engine.grid import Floats, general_to_competence, normal
from competences.engine.posterior import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from competences.engine import Bank, Settings
    from competences.engine.posterior import Evidence

type Given = tuple[tuple[str, bool], ...]  # item and outcome, plain so that they can be a key


def evidence_of(bank: Bank, competence: str, given: Given, settings: Settings) -> Evidence:
    section = bank.section(competence)
    return weigh(section, section.read(given), settings)


def message(bank: Bank, competence: str, given: Given, settings: Settings) -> Floats:
    """Log-likelihood of the answers of one competence, over the general ability."""
    if not given:
        return np.zeros(general_to_competence(settings.sigma_c).shape[0])
    found: Floats = bank.remember(_message, competence, given, settings)
    return found


def general_ability(messages: Iterable[Floats], settings: Settings) -> Floats:
    """Its posterior, given the messages of some competences."""
    logs = np.log(normal(settings.mu, settings.sigma_g)) + sum(messages)
    weights = np.exp(logs - logs.max())
    posterior: Floats = weights / weights.sum()
    return posterior


def competence_prior(general: Floats, settings: Settings) -> Floats:
    """Of a competence, given what the others say of the general ability."""
    prior: Floats = general @ general_to_competence(settings.sigma_c)
    return prior


def _message(bank: Bank, competence: str, given: Given, settings: Settings) -> Floats:
    evidence = evidence_of(bank, competence, given, settings)
    logs: Floats = np.log(
        general_to_competence(settings.sigma_c) @ evidence.competence_likelihood()
    )
    return logs
