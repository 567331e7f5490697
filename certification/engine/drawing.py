"""Which question comes next in a certification."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from competences.engine import Choice, Settings
from competences.engine.posterior import believe
from competences.engine.rules import askable
from competences.engine.selection import gains, shares

from .chance import draw
from .hierarchy import Given, evidence_of, prior_from, testify
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
_STRETCH = 2  # levels above the one held; a question beyond teaches little and hurts


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
    lots = {code: rng.random() for code in plan.levels}
    choosing = Choosing(bank, plan, asked, settings)
    options = choosing.options(lots, excluded, allowed)
    if isinstance(options, Stop):
        return options
    worn = shares(options.section, options.candidates, exposure)
    cap, gain = plan.format.exposure_cap, options.gain
    index, probability = draw(gain, worn, cap, rng, first=options.first)
    return Choice(options.item(index), float(gain[index]), probability, len(gain))


def likeliest_next(
    bank: Bank, plan: Blueprint, asked: Sequence[Asked], settings: Settings
) -> str | Stop:
    """The question that chance aside would come next, were nothing excluded."""
    options = Choosing(bank, plan, asked, settings).options(dict.fromkeys(plan.levels, 0.0))
    return options if isinstance(options, Stop) else options.item(int(options.gain.argmax()))


@dataclass(frozen=True, slots=True)
class Options:
    """The items that may come next, all of one competence, and what each teaches (pix²)."""

    section: Section
    candidates: Ints
    gain: Floats
    first: bool  # whether the competence has no question yet

    def item(self, index: int) -> str:
        found: str = self.section.items[self.candidates[index]].id
        return found


@dataclass(frozen=True, slots=True)
class Choosing:
    """A certification at the point where a question is to be chosen."""

    bank: Bank
    plan: Blueprint
    asked: Sequence[Asked]
    settings: Settings

    def options(
        self,
        lots: Mapping[str, float],
        excluded: Collection[str] = (),
        allowed: Collection[str] | None = None,
    ) -> Options | Stop:
        """Of the competence whose turn it is; `lots` part those that have as many questions."""
        counts = Counter(
            self.bank.competence_of(one.item) for one in self.asked if not one.neutralised
        )
        if counts.total() >= self.plan.questions:
            return Stop(StopReason.FULFILLED)
        for competence in self._turns(counts, lots):
            candidates = self._candidates(competence, excluded, allowed)
            if candidates.size:
                return Options(
                    section=self.bank.section(competence),
                    candidates=candidates,
                    gain=self._gains(competence, candidates),
                    first=not counts[competence],
                )
        return Stop(StopReason.EXHAUSTED)

    def _turns(self, counts: Counter[str], lots: Mapping[str, float]) -> Iterator[str]:
        """Competences that still have a question to come, the least asked first."""
        most = self.plan.format.per_competence or self.plan.questions
        for code in sorted(lots, key=lambda code: (counts[code], lots[code])):
            if counts[code] < most:
                yield code

    def _candidates(
        self, competence: str, excluded: Collection[str], allowed: Collection[str] | None
    ) -> Ints:
        """Items never met, of skills not asked, near the level held, of the topics least asked."""
        section = self.bank.section(competence)
        here = [one for one in self.asked if one.item in section.item_index]
        index = np.array([section.item_index[one.item] for one in here], dtype=np.intp)
        found = askable(section, section.skill_of[index].tolist(), allowed)
        met = np.array([section.items[i].id in excluded for i in found.tolist()], dtype=bool)
        found = found[~met]
        level = section.level[section.skill_of[found]]
        within = found[level <= self.plan.levels[competence] + _STRETCH]
        found = within if within.size else found
        counted = index[np.array([not one.neutralised for one in here], dtype=bool)]
        times = np.bincount(section.topic_of[counted], minlength=len(section.topic_starts))
        uses: Ints = times[section.topic_of[found]]
        least: Ints = found[uses == uses.min(initial=len(here))]
        return least

    def _gains(self, competence: str, candidates: Ints) -> Floats:
        """Given all the answers of the certification, and nothing else."""
        bank, settings = self.bank, self.settings
        given = {code: given_in(bank, self.asked, code) for code in self.plan.levels}
        others = [
            testify(bank, code, answers, settings)
            for code, answers in given.items()
            if code != competence
        ]
        evidence = evidence_of(bank, competence, given[competence], settings)
        belief = believe(evidence, prior_from(others, settings))
        return gains(bank.section(competence), belief, candidates, settings)


def given_in(bank: Bank, asked: Sequence[Asked], competence: str) -> Given:
    """The answers of one competence that count, in an order of their own."""
    return tuple(
        sorted(
            (one.item, bool(one.correct))
            for one in asked
            if one.counts and bank.competence_of(one.item) == competence
        )
    )
