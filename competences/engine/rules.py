"""Which questions may be asked: what must hold, then what spares the learner.

A rule takes the situation and answers, for each candidate, whether it may be asked. A comfort rule
that would leave nothing is skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .grid import Bools, Ints
    from .section import Answers, Section

_FIRST_LEVEL = 2
_STRETCH = 2  # levels above the current estimate that may still be asked


@dataclass(frozen=True, slots=True)
class Situation:
    section: Section
    answers: Answers
    ability: float  # estimated so far, in levels
    has_profile: bool

    def levels(self, candidates: Ints) -> Ints:
        return self.section.level[self.section.skill_of[candidates]]


def askable(
    section: Section, closed_skills: Collection[int], allowed: Collection[str] | None
) -> Ints:
    """Items allowed by the caller whose skill is still open, in the stable order of the bank."""
    is_open = np.ones(len(section.skills), dtype=bool)
    is_open[list(closed_skills)] = False
    keep = is_open[section.skill_of]
    if allowed is not None:
        chosen = frozenset(allowed)
        keep &= np.array([item.id in chosen for item in section.items], dtype=bool)
    return np.flatnonzero(keep)


def start_gently(situation: Situation, candidates: Ints) -> Bools:
    """Without a profile, the first question is an easy one."""
    if situation.has_profile or situation.answers.item.size:
        return np.ones(candidates.size, dtype=bool)
    easy: Bools = situation.levels(candidates) == _FIRST_LEVEL
    return easy


def stay_within_reach(situation: Situation, candidates: Ints) -> Bools:
    """Never far above what the person seems to know."""
    within: Bools = situation.levels(candidates) <= situation.ability + _STRETCH
    return within


def breathe_after_a_timed_question(situation: Situation, candidates: Ints) -> Bools:
    """No two timed questions in a row."""
    asked, timed = situation.answers.item, situation.section.timed
    if not asked.size or not timed[asked[-1]]:
        return np.ones(candidates.size, dtype=bool)
    return ~timed[candidates]


COMFORT: tuple[Callable[[Situation, Ints], Bools], ...] = (
    start_gently,
    stay_within_reach,
    breathe_after_a_timed_question,
)


def comfortable(situation: Situation, candidates: Ints) -> Ints:
    for rule in COMFORT:
        kept = candidates[rule(situation, candidates)]
        if kept.size:
            candidates = kept
    return candidates
