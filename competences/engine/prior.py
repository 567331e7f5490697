"""What is expected of a competence before its first answer.

The population, or the rest of the person's profile. A profile whose competences do not hang
together (they are likelier if unrelated than if linked) is given the weight it deserves: the
prior slides back to the population.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .grid import COMPETENCE_GRID, Floats, general_to_competence, normal
from .posterior import weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .bank import Bank
    from .types import Response, Settings

_UNIFORM_SHARE = 0.05  # so that no answer pattern is beyond belief
_LINKED = 0.99  # how sure we are, a priori, that the competences of a person are linked


@dataclass(frozen=True, slots=True)
class _Message:
    """What one finished competence says: of the general ability, and on its own."""

    general: Floats
    unrelated: float


def population_prior(settings: Settings) -> Floats:
    sd = float(np.hypot(settings.sigma_g, settings.sigma_c))
    return _robust(normal(settings.mu, sd))


def profile_prior(
    bank: Bank, competence: str, profile: Sequence[Response], settings: Settings
) -> Floats:
    """From the answers in the other competences; those of this one are left out."""
    if not profile:
        return population_prior(settings)
    # Plain pairs, because a memory is only as quick as the hash of its keys.
    given = tuple([(response.item, response.correct) for response in profile])
    prior: Floats = bank.remember(_profile_prior, competence, given, settings)
    return prior


def _profile_prior(
    bank: Bank, competence: str, given: tuple[tuple[str, bool], ...], settings: Settings
) -> Floats:
    grouped: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for item, correct in given:
        grouped[bank.competence_of(item)].append((item, correct))
    grouped.pop(competence, None)
    population = population_prior(settings)
    linked, unrelated = normal(settings.mu, settings.sigma_g), 1.0
    for name, answers in sorted(grouped.items()):
        message: _Message = bank.remember(_message, name, tuple(answers), settings)
        linked = linked * message.general
        unrelated *= message.unrelated
    evidence = float(linked.sum())
    trust = _LINKED * evidence / (_LINKED * evidence + (1 - _LINKED) * unrelated)
    predicted = linked / evidence @ general_to_competence(settings.sigma_c)
    return trust * _robust(predicted) + (1 - trust) * population


def _message(
    bank: Bank, competence: str, given: tuple[tuple[str, bool], ...], settings: Settings
) -> _Message:
    section = bank.section(competence)
    evidence = weigh(section, section.read(given), settings)
    likelihood = evidence.competence_likelihood()
    general = general_to_competence(settings.sigma_c) @ likelihood
    return _Message(general, float(population_prior(settings) @ likelihood))


def _robust(prior: Floats) -> Floats:
    return (1 - _UNIFORM_SHARE) * prior + _UNIFORM_SHARE / COMPETENCE_GRID.size
