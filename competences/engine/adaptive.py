"""The two questions a test asks the engine: what to ask next, and where the person stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import strict
from .knowledge import knowledge_of, score
from .posterior import believe, level_distribution, mastery, weigh
from .prior import population_prior, profile_prior
from .rules import Situation, askable, comfortable
from .selection import draw, gains, shares
from .stopping import stop_reason
from .types import Choice, Estimate, Settings, Stop, StopReason

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Mapping, Sequence

    from .bank import Bank
    from .grid import Floats
    from .posterior import Belief
    from .section import Answers, Section
    from .types import Response

_DEFAULT = Settings()
_CREDIBLE = 0.8  # probability held by the interval of levels


def choose_next(
    bank: Bank,
    competence: str,
    responses: Sequence[Response],
    *,
    profile: Sequence[Response] = (),
    exposure: Mapping[str, float] | None = None,
    allowed: Collection[str] | None = None,
    settings: Settings = _DEFAULT,
    rng: random.Random,
) -> Choice | Stop:
    """The next question of a test, or why it ends (the reasons are those of `StopReason`).

    `profile` holds the person's responses in other competences, `exposure` the share of recent
    tests in which each item was asked, `allowed` the ids of the items this person may be given
    (all by default). Nothing but `rng` is changed, and it is used once.
    """
    section, answers = bank.section(competence), bank.read(competence, responses)
    evidence = weigh(section, answers, settings)
    belief = believe(evidence, profile_prior(bank, competence, profile, settings))
    readings = [belief, believe(evidence, population_prior(settings))] if profile else [belief]
    if reason := stop_reason(section, readings, len(responses), settings):
        return Stop(reason)
    candidates = askable(section, _closed(section, answers, settings), allowed)
    if settings.comfort:
        situation = Situation(section, answers, belief.mean_ability, has_profile=bool(profile))
        candidates = comfortable(situation, candidates)
    if not candidates.size:
        return Stop(StopReason.EXHAUSTED)
    gain = gains(section, belief, candidates, settings)
    if len(responses) >= settings.min_questions and gain.max() < settings.min_gain:
        return Stop(StopReason.NO_GAIN)
    worn = shares(section, candidates, exposure)
    index, probability = draw(gain, worn, settings.exposure_cap, rng)
    item = section.items[candidates[index]].id
    return Choice(item, float(gain[index]), probability, len(candidates))


def estimate(
    bank: Bank,
    competence: str,
    responses: Sequence[Response],
    *,
    profile: Sequence[Response] = (),
    settings: Settings = _DEFAULT,
) -> Estimate:
    """Where the person stands. `profile` counts only when `settings.score_prior` says so."""
    section, answers = bank.section(competence), bank.read(competence, responses)
    prior = profile_prior(bank, competence, profile, settings)
    if settings.score_prior == "neutral":
        prior = population_prior(settings)
    return _conclude(section, answers, believe(weigh(section, answers, settings), prior), settings)


def _conclude(section: Section, answers: Answers, belief: Belief, settings: Settings) -> Estimate:
    levels = level_distribution(section, belief, settings.max_level)
    knowledge = knowledge_of(section, answers, mastery(section, belief, settings), settings)
    pix, level = score(section, knowledge, settings.max_level)
    low, high = shortest_run(levels, level)
    return Estimate(
        pix=pix,
        level=level,
        expected_pix=belief.expected_pix,
        pix_sd=belief.pix_sd,
        level_probabilities=tuple(levels.tolist()),
        level_low=low,
        level_high=high,
        knowledge=knowledge,
    )


def _closed(section: Section, answers: Answers, settings: Settings) -> Collection[int]:
    """Skills that are not asked again: those answered; in strict mode, all that are known."""
    if settings.strict:
        return strict.infer(section, answers)
    return set(section.skill_of[answers.item].tolist())


def shortest_run(levels: Floats, shown: int) -> tuple[int, int]:
    """Shortest run of levels around the shown one that holds enough probability."""
    total = np.concatenate(([0.0], np.cumsum(levels)))
    runs = [
        (high - low, -float(total[high + 1] - total[low]), low, high)
        for low in range(shown + 1)
        for high in range(shown, len(levels))
        if total[high + 1] - total[low] >= _CREDIBLE - 1e-12
    ]
    _, _, low, high = min(runs)
    return low, high
