"""Which question comes next in a certification."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from competences.engine import Choice, Settings
from competences.engine.posterior import believe
from competences.engine.rules import askable
from competences.engine.selection import draw, gains, shares

from .hierarchy import Given, competence_prior, evidence_of, general_ability, message
from .types import Stop, StopReason

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from competences.engine import Bank
    from competences.engine.grid import Floats, Ints
    from competences.engine.section import Section

    from .formats import Blueprint
    from .types import Asked

_DEFAULT = Settings()


def choose_next(
    bank: Bank,
    plan: Blueprint,
    asked: Sequence[Asked],
    *,
    excluded: Collection[str] = (),
    allowed: Collection[str] | None = None,
    exposure: Mapping[str, float] | None = None,
    settings: Settings = _DEFAULT,
    rng: random.Random,
) -> Choice | Stop:
    """The next question of a certification, or why there is none.

    Competences take turns, the least asked first. Within one, topics not yet asked come first,
    then what teaches most. `excluded` are the items the candidate has met in training, `allowed`
    those that suit them (all by default), `exposure` the share of recent certifications that
    asked each item. A neutralised question is replaced, and its skill is not asked again.
    """
    if sum(not one.neutralised for one in asked) >= plan.questions:
        return Stop(StopReason.FULFILLED)
    for competence in _turns(bank, plan, asked, rng):
        section = bank.section(competence)
        candidates = _candidates(section, asked, excluded, allowed)
        if candidates.size:
            gain = _gains(bank, plan, competence, asked, candidates, settings)
            worn = shares(section, candidates, exposure)
            index, probability = draw(gain, worn, plan.format.exposure_cap, rng)
            item = section.items[candidates[index]].id
            return Choice(item, float(gain[index]), probability, len(candidates))
    return Stop(StopReason.EXHAUSTED)


def given_in(bank: Bank, asked: Sequence[Asked], competence: str) -> Given:
    """The answers of one competence that count, in an order of their own."""
    return tuple(
        sorted(
            (one.item, bool(one.correct))
            for one in asked
            if one.counts and bank.competence_of(one.item) == competence
        )
    )


def _turns(
    bank: Bank, plan: Blueprint, asked: Sequence[Asked], rng: random.Random
) -> Iterator[str]:
    """Competences that still have a question to come, the least asked first, ties by lot."""
    counts = Counter(bank.competence_of(one.item) for one in asked if not one.neutralised)
    lots = {code: rng.random() for code in plan.levels}
    most = plan.format.per_competence or plan.questions
    for code in sorted(lots, key=lambda code: (counts[code], lots[code])):
        if counts[code] < most:
            yield code


def _candidates(
    section: Section,
    asked: Sequence[Asked],
    excluded: Collection[str],
    allowed: Collection[str] | None,
) -> Ints:
    """Items the candidate has never met, of skills not asked, of the topics least asked."""
    here = [one for one in asked if one.item in section.item_index]
    index = np.array([section.item_index[one.item] for one in here], dtype=np.intp)
    kept = askable(section, section.skill_of[index].tolist(), allowed)
    met = np.array([section.items[i].id in excluded for i in kept.tolist()], dtype=bool)
    kept = kept[~met]
    counted = index[[not one.neutralised for one in here]] if here else index
    times = np.bincount(section.topic_of[counted], minlength=len(section.topic_starts))
    uses: Ints = times[section.topic_of[kept]]
    least_used: Ints = kept[uses == uses.min(initial=len(asked))]
    return least_used


def _gains(
    bank: Bank,
    plan: Blueprint,
    competence: str,
    asked: Sequence[Asked],
    candidates: Ints,
    settings: Settings,
) -> Floats:
    """What each candidate teaches, given all the answers of the certification and nothing else."""
    given = {code: given_in(bank, asked, code) for code in plan.levels}
    others = (
        message(bank, code, answers, settings)
        for code, answers in given.items()
        if code != competence
    )
    prior = competence_prior(general_ability(others, settings), settings)
    belief = believe(evidence_of(bank, competence, given[competence], settings), prior)
    return gains(bank.section(competence), belief, candidates, settings)
