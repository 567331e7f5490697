"""The functions that programs may call, the same as in `functions.js`."""

from __future__ import annotations

import re
from collections.abc import Callable

from .arithmetic import binary
from .values import (
    SPACES,
    Caller,
    ProgramError,
    Value,
    check_arity,
    elements,
    is_number,
    less,
    show,
    sized,
    truth,
    whole,
)

MAX_DIGITS = 15
FIRST_SURROGATE = 0xD800

Arguments = list[Value]
Keywords = dict[str, Value]


def _len(call: Caller, value: Value) -> Value:
    if not isinstance(value, (str, list, tuple, dict, range)):
        raise ProgramError("type")
    return len(value)


def _range(call: Caller, *bounds: Value) -> Value:
    numbers = [whole(bound) for bound in bounds]
    if 0 in numbers[2:]:
        raise ProgramError("value")
    if any(abs(number) > 10**15 for number in numbers):
        raise ProgramError("overflow")
    return range(*numbers)


def _abs(call: Caller, value: Value) -> Value:
    if not is_number(value):
        raise ProgramError("type")
    return abs(value)


def _int(call: Caller, value: Value = 0) -> Value:
    if isinstance(value, str):
        text = value.strip(SPACES)
        if not re.fullmatch(r"[+-]?[0-9]{1,300}", text):
            raise ProgramError("value")
        return sized(int(text), call.meter)
    if not is_number(value):
        raise ProgramError("type")
    return sized(int(value), call.meter)


def _float(call: Caller, value: Value = 0) -> Value:
    if isinstance(value, str):
        text = value.strip(SPACES)
        if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
            raise ProgramError("value")
        return sized(float(text), call.meter)
    if not is_number(value):
        raise ProgramError("type")
    return float(value)


def _round(call: Caller, value: Value, digits: Value = None) -> Value:
    if not is_number(value) or (digits is not None and not 0 <= whole(digits) <= MAX_DIGITS):
        raise ProgramError("type")
    return round(value) if digits is None else round(value, whole(digits))


def _sum(call: Caller, values: Value) -> Value:
    total: Value = 0
    for item in elements(values, call.meter):
        total = binary("+", total, item, call.meter)
    return total


def _ord(call: Caller, char: Value) -> Value:
    if not isinstance(char, str) or len(char) != 1:
        raise ProgramError("type")
    return ord(char)


def _chr(call: Caller, code: Value) -> Value:
    if not ord(" ") <= whole(code) < FIRST_SURROGATE:
        raise ProgramError("value")
    return chr(code)


def _enumerate(call: Caller, values: Value) -> Value:
    return [(rank, item) for rank, item in enumerate(elements(values, call.meter))]


def _zip(call: Caller, left: Value, right: Value) -> Value:
    pairs = zip(elements(left, call.meter), elements(right, call.meter), strict=False)
    return list(pairs)


def ordered(call: Caller, values: list[Value], keywords: Keywords) -> list[Value]:
    """Sort as the frame does, comparison by comparison, so that both count the same steps."""
    key, reverse = keywords.get("key"), truth(keywords.get("reverse"))
    marks = values if key is None else [call.apply(key, [item]) for item in values]

    def first(left: int, right: int) -> bool:
        call.meter.step()
        pair = (marks[left], marks[right]) if reverse else (marks[right], marks[left])
        return not less(*pair, call.meter)

    return [values[rank] for rank in _merge_sorted(list(range(len(values))), first)]


def _merge_sorted(ranks: list[int], first: Callable[[int, int], bool]) -> list[int]:
    if len(ranks) <= 1:
        return ranks
    half = len(ranks) // 2
    left, right = _merge_sorted(ranks[:half], first), _merge_sorted(ranks[half:], first)
    merged, a, b = [], 0, 0
    while a < len(left) and b < len(right):
        if first(left[a], right[b]):
            merged.append(left[a])
            a += 1
        else:
            merged.append(right[b])
            b += 1
    return merged + left[a:] + right[b:]


def _sorted(call: Caller, values: Value, **keywords: Value) -> Value:
    return ordered(call, elements(values, call.meter), keywords)


def _best(call: Caller, arguments: Arguments, keywords: Keywords, *, largest: bool) -> Value:
    items = elements(arguments[0] if len(arguments) == 1 else arguments, call.meter)
    if not items:
        raise ProgramError("value")
    key = keywords.get("key")
    marks = items if key is None else [call.apply(key, [item]) for item in items]
    best = 0
    for rank in range(1, len(items)):
        pair = (marks[best], marks[rank]) if largest else (marks[rank], marks[best])
        if less(*pair, call.meter):
            best = rank
    return items[best]


def _max(call: Caller, *arguments: Value, **keywords: Value) -> Value:
    return _best(call, list(arguments), keywords, largest=True)


def _min(call: Caller, *arguments: Value, **keywords: Value) -> Value:
    return _best(call, list(arguments), keywords, largest=False)


# name → (function, fewest arguments, most arguments, keywords)
Entry = tuple[Callable[..., Value], int, int, tuple[str, ...]]
FUNCTIONS: dict[str, Entry] = {
    "len": (_len, 1, 1, ()),
    "range": (_range, 1, 3, ()),
    "abs": (_abs, 1, 1, ()),
    "int": (_int, 0, 1, ()),
    "float": (_float, 0, 1, ()),
    "str": (lambda call, value="": sized(show(value, call.meter), call.meter), 0, 1, ()),
    "bool": (lambda call, value=False: truth(value), 0, 1, ()),
    "list": (lambda call, value=(): elements(value, call.meter), 0, 1, ()),
    "tuple": (lambda call, value=(): tuple(elements(value, call.meter)), 0, 1, ()),
    "dict": (lambda call: {}, 0, 0, ()),
    "round": (_round, 1, 2, ()),
    "sum": (_sum, 1, 1, ()),
    "min": (_min, 1, 50, ("key",)),
    "max": (_max, 1, 50, ("key",)),
    "sorted": (_sorted, 1, 1, ("key", "reverse")),
    "reversed": (lambda call, value: elements(value, call.meter)[::-1], 1, 1, ()),
    "enumerate": (_enumerate, 1, 1, ()),
    "zip": (_zip, 2, 2, ()),
    "any": (lambda call, value: any(map(truth, elements(value, call.meter))), 1, 1, ()),
    "all": (lambda call, value: all(map(truth, elements(value, call.meter))), 1, 1, ()),
    "ord": (_ord, 1, 1, ()),
    "chr": (_chr, 1, 1, ()),
}


def call_function(entry: Entry, call: Caller, arguments: Arguments, keywords: Keywords) -> Value:
    function, low, high, allowed = entry
    check_arity(arguments, low, high)
    if any(word not in allowed for word in keywords):
        raise ProgramError("arguments")
    return function(call, *arguments, **keywords)
