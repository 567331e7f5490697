"""Paths into the state of a simulator.

    folders[name=Travaux].files[0].size

- `key`, `key.key`: a value of a mapping. Quote a key holding a dot or a bracket: `"a.txt".size`.
- `[0]`, `[-1]`: an element of a list.
- `[*]`: all elements of a list, or all values of a mapping.
- `[name=Travaux]`: the elements (or values) whose `name` is "Travaux". `!=` for "is not"; several
  conditions separated by commas must all hold; the left side may be dotted (`owner.name`).
  An unquoted right side also stands for a number, `true`, `false` or `null`: `[size=3]` finds
  3 and "3", `[size="3"]` only the text. An absent key differs from everything.
- the empty path is the whole state.

A path selects any number of places: none when something is absent, several after `[*]` or a
condition.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .comparison import same


class PathError(ValueError):
    """The path does not follow the syntax."""


@dataclass(frozen=True, slots=True)
class Key:
    name: str

    def select(self, place: Any) -> Iterator[Any]:
        if isinstance(place, Mapping) and self.name in place:
            yield place[self.name]


@dataclass(frozen=True, slots=True)
class Index:
    position: int

    def select(self, place: Any) -> Iterator[Any]:
        if isinstance(place, list | tuple) and -len(place) <= self.position < len(place):
            yield place[self.position]


@dataclass(frozen=True, slots=True)
class Condition:
    keys: tuple[Key, ...]
    equal: bool
    values: tuple[Any, ...]

    def holds(self, element: Any) -> bool:
        places = select(self.keys, element)
        found = [same(place, value) for place in places for value in self.values]
        return any(found) == self.equal


@dataclass(frozen=True, slots=True)
class Elements:
    """All elements that meet every condition; all of them when there is none."""

    conditions: tuple[Condition, ...] = ()

    def select(self, place: Any) -> Iterator[Any]:
        elements = place.values() if isinstance(place, Mapping) else place
        if isinstance(place, Mapping | list | tuple):
            yield from (e for e in elements if all(c.holds(e) for c in self.conditions))


Step = Key | Index | Elements
Path = tuple[Step, ...]

_QUOTED = r'"[^"]*"'
_NAME = rf"{_QUOTED}|[^\s.\[\]\"=!,*][^.\[\]\"=!,]*"
_STEP = re.compile(rf"(?P<dot>\.?)(?:(?P<key>{_NAME})|\[(?P<inside>(?:{_QUOTED}|[^\]\"])*)\])")
_KEY = re.compile(rf"(?:^|\.)({_NAME})")
_CONDITION = re.compile(rf"(?P<keys>[^=!\"]+|{_QUOTED})(?P<op>!?=)(?P<value>{_QUOTED}|[^,\"]*)")


def parse(path: str) -> Path:
    steps: list[Step] = []
    position = 0
    while position < len(path):
        found = _STEP.match(path, position)
        if not found or bool(found["dot"]) != bool(found["key"] and steps):
            raise PathError(f"path {path!r}: cannot read {path[position:]!r}")
        steps.append(Key(_plain(found["key"])) if found["key"] else _bracket(found["inside"]))
        position = found.end()
    return tuple(steps)


def _bracket(inside: str) -> Step:
    if inside == "*":
        return Elements()
    if re.fullmatch(r"-?\d+", inside):
        return Index(int(inside))
    conditions, position = [], 0
    while found := _CONDITION.match(inside, position):
        conditions.append(_condition(found))
        position = found.end()
        if position == len(inside):
            return Elements(tuple(conditions))
        if inside[position] != ",":
            break
        position += 1
    raise PathError(f"cannot read [{inside}]")


def _condition(found: re.Match[str]) -> Condition:
    keys = tuple(Key(_plain(name)) for name in _KEY.findall(found["keys"].strip()))
    return Condition(keys, found["op"] == "=", _literals(found["value"].strip()))


def _plain(text: str) -> str:
    return text[1:-1] if text.startswith('"') else text.strip()


def _literals(text: str) -> tuple[Any, ...]:
    """What the right side of a condition may stand for."""
    if text.startswith('"'):
        return (text[1:-1],)
    if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?|true|false|null", text):
        return (text, json.loads(text) if not re.match(r"-?0\d", text) else float(text))
    return (text,)


def select(path: Path, state: Any) -> list[Any]:
    places = [state]
    for step in path:
        places = [found for place in places for found in step.select(place)]
    return places
