"""The item bank, frozen, with everything that does not depend on answers computed in advance."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .grid import Bools, Floats, Ints
from .response_model import place_skills, success
from .types import Item, Response, Skill, UnknownCompetence, UnknownItem, UnknownSkill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_REMEMBERED = 4096  # some hundreds of people with a full profile; about 2 MB
_SMALLEST = 1e-6  # no answer is ever impossible


@dataclass(frozen=True, slots=True)
class Answers:
    """Responses as indices of one competence, in the order they were given."""

    item: Ints
    correct: Bools


@dataclass(frozen=True, slots=True)
class Odds:
    """What each answer is worth, over the topic grid."""

    chance: Floats  # item x grid: P(correct)
    surplus: Floats  # item x grid: P(correct) x pix gained beyond what the topic ability says
    if_mastered: Floats  # outcome x item x grid: P(outcome | skill mastered)
    if_not: Floats  # outcome x item x grid: P(outcome | skill not mastered)


@dataclass(frozen=True, eq=False)
class Section:
    """One competence of a bank: skills sorted by topic and level, items sorted by id."""

    competence: str
    skills: tuple[Skill, ...]
    items: tuple[Item, ...]
    item_index: Mapping[str, int]
    skill_of: Ints  # of each item
    topic_of: Ints  # of each item
    topic_starts: Ints  # first skill of each topic
    level: Ints  # of each skill
    value: Floats  # pix of each skill
    timed: Bools
    mastered: Floats  # P(mastered | topic ability) before any answer, a row for each skill
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


class Bank:
    """Skills and items by competence. Immutable: build another one for another release."""

    __slots__ = ("_competence_of", "_sections", "remember")

    def __init__(self, skills: Sequence[Skill], items: Sequence[Item]) -> None:
        _refuse_duplicates([skill.id for skill in skills])
        _refuse_duplicates([item.id for item in items])
        by_id = {skill.id: skill for skill in skills}
        grouped: dict[str, tuple[list[Skill], list[Item]]] = defaultdict(lambda: ([], []))
        for skill in skills:
            grouped[skill.competence][0].append(skill)
        for item in items:
            if item.skill not in by_id:
                raise UnknownSkill(item.skill)
            grouped[by_id[item.skill].competence][1].append(item)
        self._sections = {name: _section(name, *members) for name, members in grouped.items()}
        self._competence_of = {item.id: by_id[item.skill].competence for item in items}
        self.remember = _memory(self)

    @property
    def competences(self) -> tuple[str, ...]:
        return tuple(sorted(self._sections))

    def section(self, competence: str) -> Section:
        try:
            return self._sections[competence]
        except KeyError:
            raise UnknownCompetence(competence) from None

    def competence_of(self, item: str) -> str:
        try:
            return self._competence_of[item]
        except KeyError:
            raise UnknownItem(item) from None

    def read(self, competence: str, responses: Sequence[Response]) -> Answers:
        """The responses of one competence; one from elsewhere is the caller's mistake."""
        section = self.section(competence)
        for response in responses:
            if self.competence_of(response.item) != competence:
                message = f"{response.item} does not belong to competence {competence}"
                raise ValueError(message)
        return section.read((response.item, response.correct) for response in responses)


def _memory(bank: Bank) -> Callable[..., Any]:
    """A bounded, thread-safe memory of costly pure results that dies with its bank."""

    @lru_cache(maxsize=_REMEMBERED)
    def remember(function: Callable[..., object], *arguments: object) -> object:
        return function(bank, *arguments)

    return remember


def _refuse_duplicates(ids: Sequence[str]) -> None:
    twice = sorted(name for name, count in Counter(ids).items() if count > 1)
    if twice:
        message = f"ids used twice: {', '.join(twice[:5])}"
        raise ValueError(message)


def _section(competence: str, skills: Sequence[Skill], items: Sequence[Item]) -> Section:
    # A stable order makes the draw independent of the order in which a bank was loaded.
    skills = sorted(skills, key=lambda skill: (skill.topic, skill.level, skill.id))
    items = sorted(items, key=lambda item: item.id)
    position = {skill.id: index for index, skill in enumerate(skills)}
    skill_of = np.array([position[item.skill] for item in items], dtype=np.intp)
    topics = [skill.topic for skill in skills]
    starts, topic_index = np.unique(topics, return_index=True, return_inverse=True)[1:]
    value = np.array([skill.pix_value for skill in skills], dtype=np.float64)
    places = place_skills(skills, items, skill_of)
    mastered = np.clip(places.mastered(), _SMALLEST, 1 - _SMALLEST)
    guessing = np.array([item.guessing for item in items], dtype=np.float64)[:, None]
    pure = success(places, items, skill_of)

    @lru_cache(maxsize=4)
    def odds(slip: float) -> Odds:
        reach = 1 - guessing - slip
        known = mastered[skill_of]
        if_mastered = guessing + reach * pure.chance_and_mastered / known
        if_not = guessing + reach * (pure.chance - pure.chance_and_mastered) / (1 - known)
        if_not = np.clip(if_not, _SMALLEST, 1 - _SMALLEST)
        if_mastered = np.clip(if_mastered, if_not, 1 - _SMALLEST)
        chance = known * if_mastered + (1 - known) * if_not
        surplus = value[skill_of][:, None] * known * (if_mastered - chance)
        return Odds(
            chance,
            surplus,
            np.stack((1 - if_mastered, if_mastered)),
            np.stack((1 - if_not, if_not)),
        )

    return Section(
        competence=competence,
        skills=tuple(skills),
        items=tuple(items),
        item_index={item.id: index for index, item in enumerate(items)},
        skill_of=skill_of,
        topic_of=topic_index.astype(np.intp)[skill_of],
        topic_starts=starts.astype(np.intp),
        level=np.array([skill.level for skill in skills], dtype=np.intp),
        value=value,
        timed=np.array([item.timed for item in items], dtype=bool),
        mastered=mastered,
        odds=odds,
    )
