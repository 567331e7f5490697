"""Block programs: their catalogue, and their translation to what Python text becomes too.

A block is `{"block": name, "slots": {slot: text}, "body": [...], "orelse": [...]}`.
Slots hold expressions in Python's words; blocks are numbered from 1 in reading order.
"""

import keyword
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from .python_text import Node, parse_expression
from .values import ProgramError

Slots = Mapping[str, str]


@dataclass(frozen=True)
class Block:
    name: str
    slots: Slots = field(default_factory=dict)
    body: "Sequence[Block]" = ()
    orelse: "Sequence[Block]" = ()

    def walk(self) -> "Iterator[Block]":
        yield self
        for inner in (*self.body, *self.orelse):
            yield from inner.walk()


@dataclass(frozen=True)
class Kind:
    """What a block is made of: its slots, its bodies, and how it reads as a program."""

    slots: tuple[str, ...]
    bodies: tuple[str, ...]
    translate: Callable[[Slots, list[Node], list[Node]], Node]


def identifier(text: str) -> str:
    name = text.strip()
    if not re.fullmatch(r"[^\W\d]\w{0,29}", name) or keyword.iskeyword(name):
        raise ProgramError("identifier")
    return name


def filled(text: str) -> Node:
    if not text.strip():
        raise ProgramError("empty")
    return parse_expression(text)


def _call(name: str, *arguments: Node) -> Node:
    return {"type": "call", "name": name, "args": list(arguments), "keywords": {}}


def _name(text: str) -> Node:
    return {"type": "name", "id": identifier(text)}


def _assign(slots: Slots, value: Node) -> Node:
    return {"type": "assign", "targets": [_name(slots["name"])], "value": value}


def _command(name: str) -> Kind:
    return Kind((), (), lambda slots, body, orelse: {"type": "expr", "value": _call(name)})


def _test(slots: Slots, body: list[Node], orelse: list[Node]) -> Node:
    return {"type": "if", "test": filled(slots["test"]), "body": body, "orelse": orelse}


def _until(slots: Slots, body: list[Node], _orelse: list[Node]) -> Node:
    test = {"type": "unary", "op": "not", "value": filled(slots["test"])}
    return {"type": "while", "test": test, "body": body}


def _append(slots: Slots, _body: list[Node], _orelse: list[Node]) -> Node:
    added = {"args": [filled(slots["value"])], "keywords": {}}
    method = {"type": "method", "value": _name(slots["name"]), "name": "append", **added}
    return {"type": "expr", "value": method}


COMMANDS = ("avancer", "tourner_gauche", "tourner_droite", "ramasser", "poser")
KINDS: Mapping[str, Kind] = {
    **{name: _command(name) for name in COMMANDS},
    "repeat": Kind(
        ("count",),
        ("body",),
        lambda slots, body, _: {"type": "repeat", "count": filled(slots["count"]), "body": body},
    ),
    "while": Kind(
        ("test",),
        ("body",),
        lambda slots, body, _: {"type": "while", "test": filled(slots["test"]), "body": body},
    ),
    "until": Kind(("test",), ("body",), _until),
    "if": Kind(("test",), ("body",), _test),
    "if_else": Kind(("test",), ("body", "orelse"), _test),
    "set": Kind(("name", "value"), (), lambda slots, _, __: _assign(slots, filled(slots["value"]))),
    "change": Kind(
        ("name", "value"),
        (),
        lambda slots, _, __: {
            "type": "augment",
            "target": _name(slots["name"]),
            "op": "+",
            "value": filled(slots["value"]),
        },
    ),
    "ask": Kind(("name",), (), lambda slots, _, __: _assign(slots, _call("int", _call("input")))),
    "ask_text": Kind(("name",), (), lambda slots, _, __: _assign(slots, _call("input"))),
    "say": Kind(
        ("value",),
        (),
        lambda slots, _, __: {"type": "expr", "value": _call("print", filled(slots["value"]))},
    ),
    "append": Kind(("name", "value"), (), _append),
    "for_each": Kind(
        ("name", "list"),
        ("body",),
        lambda slots, body, _: {
            "type": "for",
            "target": _name(slots["name"]),
            "iter": filled(slots["list"]),
            "body": body,
        },
    ),
    "define": Kind(
        ("name",),
        ("body",),
        lambda slots, body, _: {
            "type": "def",
            "name": identifier(slots["name"]),
            "params": [],
            "body": body,
        },
    ),
    "call": Kind(
        ("name",),
        (),
        lambda slots, _, __: {"type": "expr", "value": _call(identifier(slots["name"]))},
    ),
}


def translate(blocks: Sequence[Block], numbers: Iterator[int] | None = None) -> list[Node]:
    numbers = numbers or count(1)
    return [_translated(block, next(numbers), numbers) for block in blocks]


def _translated(block: Block, at: int, numbers: Iterator[int]) -> Node:
    body, orelse = translate(block.body, numbers), translate(block.orelse, numbers)
    try:
        return {**KINDS[block.name].translate(block.slots, body, orelse), "at": at}
    except ProgramError as error:
        raise ProgramError(error.code, at=at, detail=error.detail) from None
