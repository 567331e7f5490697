"""What changed between two banks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from .content import BankContent


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    change: Change
    what: str
    """`skill`, `challenge` or `lesson`."""
    id: str
    fields: tuple[str, ...] = ()
    """What was edited, when it is only changed."""

    def __str__(self) -> str:
        edited = f" ({', '.join(self.fields)})" if self.fields else ""
        return f"{self.change} {self.what} {self.id}{edited}"


def compare(old: BankContent, new: BankContent) -> list[Difference]:
    """Skills, challenges, lessons; a skill is changed by its own words, not by its challenges."""
    return [
        *_compare("skill", _skills(old), _skills(new)),
        *_compare("challenge", _challenges(old), _challenges(new)),
        *_compare("lesson", _lessons(old), _lessons(new)),
    ]


type _Specs = Mapping[str, BaseModel]


def _skills(content: BankContent) -> _Specs:
    return {skill.id: skill for skill in content.skills()}


def _challenges(content: BankContent) -> _Specs:
    return {challenge.id: challenge for challenge in content.challenges()}


def _lessons(content: BankContent) -> _Specs:
    return {lesson.topic: lesson for lesson in content.lessons}


def _compare(what: str, old: _Specs, new: _Specs) -> Iterator[Difference]:
    for key in sorted({*old, *new}):
        if key not in old:
            yield Difference(Change.ADDED, what, key)
        elif key not in new:
            yield Difference(Change.REMOVED, what, key)
        elif fields := _edited(_fields(old[key]), _fields(new[key])):
            yield Difference(Change.CHANGED, what, key, fields)


def _fields(spec: BaseModel) -> Mapping[str, Any]:
    return spec.model_dump(by_alias=True, exclude={"challenges"})


def _edited(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in sorted(old) if old[name] != new[name])
