"""The methods of texts, lists and dictionaries: (owner, arguments, call) → value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from .functions import Arguments, Keywords, ordered
from .values import (
    MAX_ITEMS,
    SPACES,
    Caller,
    ProgramError,
    Value,
    check_arity,
    dict_key,
    elements,
    position,
    sized,
    whole,
)


def _append(owner: list[Value], arguments: Arguments, call: Caller) -> Value:
    owner.append(arguments[0])
    if len(owner) > MAX_ITEMS:
        raise ProgramError("size")


def _extend(owner: list[Value], arguments: Arguments, call: Caller) -> Value:
    added = elements(arguments[0], call.meter)
    if len(owner) + len(added) > MAX_ITEMS:
        raise ProgramError("size")
    owner.extend(added)


def _pop(owner: list[Value], arguments: Arguments, call: Caller) -> Value:
    index = whole(arguments[0]) if arguments else -1
    if not -len(owner) <= index < len(owner):
        raise ProgramError("index")
    return owner.pop(index)


def _insert(owner: list[Value], arguments: Arguments, call: Caller) -> Value:
    call.meter.step(len(owner))
    owner.insert(whole(arguments[0]), arguments[1])
    if len(owner) > MAX_ITEMS:
        raise ProgramError("size")


def _found(owner: Sequence[Value], item: Value, call: Caller) -> int:
    index = position(owner, item, call.meter)
    if index is None:
        raise ProgramError("value")
    return index


def _remove(owner: list[Value], arguments: Arguments, call: Caller) -> Value:
    del owner[_found(owner, arguments[0], call)]


def _count(owner: Sequence[Value], arguments: Arguments, call: Caller) -> Value:
    found = (position([item], arguments[0], call.meter) is not None for item in owner)
    return sum(found)


def _sort(owner: list[Value], keywords: Keywords, call: Caller) -> None:
    if any(word not in ("key", "reverse") for word in keywords):
        raise ProgramError("arguments")
    owner[:] = ordered(call, elements(owner, call.meter), keywords)


def _reverse(owner: list[Value], arguments: Arguments, call: Caller) -> Value:
    call.meter.step(len(owner))
    owner.reverse()


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise ProgramError("type")
    return value


def _join(owner: str, arguments: Arguments, call: Caller) -> Value:
    parts = [_text(part) for part in elements(arguments[0], call.meter)]
    if sum(map(len, parts)) + len(owner) * len(parts) > 10 * MAX_ITEMS:
        raise ProgramError("size")
    return sized(owner.join(parts), call.meter)


def _split(owner: str, arguments: Arguments, call: Caller) -> Value:
    if arguments and not _text(arguments[0]):
        raise ProgramError("value")
    parts = owner.split(arguments[0]) if arguments else re.findall(f"[^{SPACES}]+", owner)
    return sized(parts, call.meter)


def _replace(owner: str, arguments: Arguments, call: Caller) -> Value:
    old, new = map(_text, arguments)
    if owner.count(old) * len(new) > 10 * MAX_ITEMS:
        raise ProgramError("size")
    return sized(owner.replace(old, new), call.meter)


def _get(owner: dict[Value, Value], arguments: Arguments, call: Caller) -> Value:
    fallback = arguments[1] if len(arguments) > 1 else None
    return owner.get(dict_key(arguments[0]), fallback)


def _dict_pop(owner: dict[Value, Value], arguments: Arguments, call: Caller) -> Value:
    if dict_key(arguments[0]) in owner:
        return owner.pop(arguments[0])
    if len(arguments) == 1:
        raise ProgramError("key")
    return arguments[1]


def _listed(values: Any, call: Caller) -> Value:
    return sized(list(values), call.meter)


def _digits(owner: str) -> bool:
    return re.fullmatch("[0-9]+", owner) is not None


Method = tuple[Callable[[Any, Arguments, Caller], Value], int, int]
_SEQUENCE: dict[str, Method] = {
    "index": (lambda owner, args, call: _found(owner, args[0], call), 1, 1),
    "count": (_count, 1, 1),
}
METHODS: dict[type, dict[str, Method]] = {
    list: {
        "append": (_append, 1, 1),
        "extend": (_extend, 1, 1),
        "pop": (_pop, 0, 1),
        "insert": (_insert, 2, 2),
        "remove": (_remove, 1, 1),
        "reverse": (_reverse, 0, 0),
        "copy": (lambda owner, args, call: elements(owner, call.meter), 0, 0),
        **_SEQUENCE,
    },
    tuple: _SEQUENCE,
    str: {
        "upper": (lambda owner, args, call: owner.upper(), 0, 0),
        "lower": (lambda owner, args, call: owner.lower(), 0, 0),
        "strip": (lambda owner, args, call: owner.strip(SPACES), 0, 0),
        "split": (_split, 0, 1),
        "join": (_join, 1, 1),
        "replace": (_replace, 2, 2),
        "startswith": (lambda owner, args, call: owner.startswith(_text(args[0])), 1, 1),
        "endswith": (lambda owner, args, call: owner.endswith(_text(args[0])), 1, 1),
        "find": (lambda owner, args, call: owner.find(_text(args[0])), 1, 1),
        "count": (lambda owner, args, call: owner.count(_text(args[0])), 1, 1),
        "isdigit": (lambda owner, args, call: _digits(owner), 0, 0),
    },
    dict: {
        "get": (_get, 1, 2),
        "keys": (lambda owner, args, call: _listed(owner, call), 0, 0),
        "values": (lambda owner, args, call: _listed(owner.values(), call), 0, 0),
        "items": (lambda owner, args, call: _listed(owner.items(), call), 0, 0),
        "pop": (_dict_pop, 1, 2),
    },
}


def call_method(
    owner: Value, name: str, call: Caller, arguments: Arguments, keywords: Keywords
) -> Value:
    if isinstance(owner, list) and name == "sort" and not arguments:
        return _sort(owner, keywords, call)
    entry = METHODS.get(type(owner), {}).get(name)
    if entry is None:
        raise ProgramError("method", detail=name)
    function, low, high = entry
    check_arity(arguments, low, high)
    if keywords:
        raise ProgramError("arguments", detail=name)
    return function(owner, arguments, call)
