"""One competence of a bank, as arrays, with everything that does not depend on answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from .grid import Bools, Floats, Ints
from .response_model import Odds, place_skills, success, weigh_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .types import Item, Skill


@dataclass(frozen=True, slots=True)
class Answers:
    """Responses as indices of one competence, in the order they were given."""

    item: Ints
    correct: Bools


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """Skills sorted by topic and level, items sorted by id."""

    skills: tuple[Skill, ...]
    items: tuple[Item, ...]
    item_index: Mapping[str, int]
    skill_of: Ints  # of each item
    topic_of: Ints  # of each item
    topic_starts: Ints  # first skill of each topic
    level: Ints  # of each skill
    value: Floats  # pix of each skill
    timed: Bools  # of each item
    mastered: Floats  # skill x topic grid: P(mastered | topic ability) before any answer
    odds: Callable[[float], Odds]  # for a given probability of slips

    @property
    def total(self) -> float:
        return float(self.value.sum())

    def read(self, given: Iterable[tuple[str, bool]]) -> Answers:
        pairs = [(self.item_index[item], correct) for item, correct in given]
        return Answers(
            np.array([item for item, _ in pairs], dtype=np.intp),
            np.array([correct for _, correct in pairs], dtype=bool),
        )


def make_section(skills: Sequence[Skill], items: Sequence[Item]) -> Section:
    # A stable order makes the draw independent of the order in which a bank was loaded.
    skills = sorted(skills, key=lambda skill: (skill.topic, skill.level, skill.id))
    items = sorted(items, key=lambda item: item.id)
    position = {skill.id: index for index, skill in enumerate(skills)}
    skill_of = np.array([position[item.skill] for item in items], dtype=np.intp)
    topics = [skill.topic for skill in skills]
    _, starts, topic_of = np.unique(topics, return_index=True, return_inverse=True)
    value = np.array([skill.pix_value for skill in skills], dtype=np.float64)
    places = place_skills(skills, items, skill_of)
    mastered, pure = places.mastered(), success(places, items, skill_of)
    guessing = np.array([item.guessing for item in items], dtype=np.float64)
    outcomes = partial(weigh_outcomes, pure, mastered[skill_of], guessing, value[skill_of])
    return Section(
        skills=tuple(skills),
        items=tuple(items),
        item_index={item.id: index for index, item in enumerate(items)},
        skill_of=skill_of,
        topic_of=topic_of.astype(np.intp)[skill_of],
        topic_starts=starts.astype(np.intp),
        level=np.array([skill.level for skill in skills], dtype=np.intp),
        value=value,
        timed=np.array([item.timed for item in items], dtype=bool),
        mastered=mastered,
        odds=lru_cache(maxsize=4)(outcomes),
    )
