"""The item bank: frozen, and ready to answer for each of its competences."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .section import Answers, Section, make_section
from .types import Item, Response, Skill, UnknownCompetence, UnknownItem, UnknownSkill

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_REMEMBERED = 1024  # results of which the largest, with the profile that is its key, take 10 kB


@dataclass(frozen=True, eq=False)
class Bank:
    """Skills and the items that test them. For another release, build another bank.

    `remember(function, *arguments)` is `function(bank, *arguments)`, computed once: a bounded
    memory of costly pure results, safe between threads, that dies with its bank.
    """

    skills: Sequence[Skill]
    items: Sequence[Item]
    remember: Callable[..., Any] = field(init=False, repr=False)
    _sections: Mapping[str, Section] = field(init=False, repr=False)
    _competence_of: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        _refuse_duplicates([skill.id for skill in self.skills])
        _refuse_duplicates([item.id for item in self.items])
        competence_of_skill = {skill.id: skill.competence for skill in self.skills}
        skills, items = defaultdict(list), defaultdict(list)
        for skill in self.skills:
            skills[skill.competence].append(skill)
        for item in self.items:
            if item.skill not in competence_of_skill:
                raise UnknownSkill(item.skill)
            items[competence_of_skill[item.skill]].append(item)
        sections = {name: make_section(members, items[name]) for name, members in skills.items()}
        places = {item.id: competence_of_skill[item.skill] for item in self.items}
        for name, value in {
            "skills": tuple(self.skills),
            "items": tuple(self.items),
            "remember": _memory(self),
            "_sections": sections,
            "_competence_of": places,
        }.items():
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[type[Bank], tuple[Sequence[Skill], Sequence[Item]]]:
        return Bank, (self.skills, self.items)

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
    @lru_cache(maxsize=_REMEMBERED)
    def remember(function: Callable[..., object], *arguments: object) -> object:
        return function(bank, *arguments)

    return remember


def _refuse_duplicates(ids: Sequence[str]) -> None:
    twice = sorted(name for name, count in Counter(ids).items() if count > 1)
    if twice:
        message = f"ids used twice: {', '.join(twice[:5])}"
        raise ValueError(message)
