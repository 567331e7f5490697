"""What programs compute with: values, their text, their comparison, and the limits on all of it.

Integers are exact up to MAX_BITS; floats are always finite. Walking a collection costs its length
on the meter: no program is slow, and the cost of two programs can be compared.
The frame has the same rules in JavaScript; a shared table of programs checks both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

MAX_BITS = 1000  # every integer also fits in a float
MAX_TEXT = 2_000
MAX_ITEMS = 5_000
MAX_NESTING = 40

Value = Any
SPACES = " \t\n\r\f\v"


class ProgramError(Exception):
    """A learner's program stops: `code` says why, `at` is its line or block number."""

    def __init__(self, code: str, *, at: int | None = None, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.at, self.detail = code, at, detail


class Meter:
    """Counts steps (what authors may bound) and work (every node evaluated)."""

    def __init__(self, max_steps: int, max_work: int) -> None:
        self.max_steps, self.max_work = max_steps, max_work
        self.steps = self.work = 0

    def step(self, count: int = 1) -> None:
        self.steps += count
        if self.steps > self.max_steps:
            raise ProgramError("steps")

    def evaluate(self) -> None:
        self.work += 1
        if self.work > self.max_work:
            raise ProgramError("steps")


def is_number(value: Value) -> bool:
    return type(value) in (int, float, bool)


def sized(value: Value, meter: Meter) -> Value:
    """Check a freshly built value against the limits and charge what it cost."""
    if isinstance(value, (str, list, tuple, dict)):
        text = isinstance(value, str)
        meter.step(len(value) // 100 if text else len(value))
        if len(value) > (MAX_TEXT if text else MAX_ITEMS):
            raise ProgramError("size")
    elif (type(value) is int and value.bit_length() > MAX_BITS) or (
        type(value) is float and not math.isfinite(value)
    ):
        raise ProgramError("overflow")
    return value


def show(value: Value, meter: Meter) -> str:
    """`str(value)`."""
    return value if isinstance(value, str) else represent(value, meter)


def represent(value: Value, meter: Meter, depth: int = 0) -> str:
    """`repr(value)`, stopping as soon as the text would be too long."""
    meter.step(1 if depth else 0)
    if depth > MAX_NESTING:
        raise ProgramError("size")
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, range) or value is None or is_number(value):
        return repr(value)
    if not isinstance(value, (list, tuple, dict)):
        return f"<fonction {value.name}>"
    text = _collection(value, lambda item: represent(item, meter, depth + 1))
    sized(text, meter)
    return text


def _collection(value: Value, inner: Callable[[Value], str]) -> str:
    if isinstance(value, dict):
        pairs = (f"{inner(key)}: {inner(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    items = [inner(item) for item in value]
    if isinstance(value, list):
        return f"[{', '.join(items)}]"
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


_ESCAPES = {chr(code): f"\\x{code:02x}" for code in (*range(32), 127)} | {
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}


def _quoted(text: str) -> str:
    quote = '"' if "'" in text and '"' not in text else "'"
    body = "".join(f"\\{char}" if char == quote else _ESCAPES.get(char, char) for char in text)
    return f"{quote}{body}{quote}"


def equal(left: Value, right: Value, meter: Meter, depth: int = 0) -> bool:
    if is_number(left) and is_number(right):
        return bool(left == right)
    if type(left) is not type(right):
        return False
    if not isinstance(left, (list, tuple, dict)):
        return bool(left == right)
    meter.step(len(left))
    if depth > MAX_NESTING:
        raise ProgramError("size")
    if len(left) != len(right):
        return False
    if isinstance(left, dict):
        return all(k in right and equal(v, right[k], meter, depth + 1) for k, v in left.items())
    return all(equal(a, b, meter, depth + 1) for a, b in zip(left, right, strict=True))


def less(left: Value, right: Value, meter: Meter, depth: int = 0) -> bool:
    if is_number(left) and is_number(right):
        return bool(left < right)
    if type(left) is not type(right) or not isinstance(left, (str, list, tuple)):
        raise ProgramError("type")
    if isinstance(left, str):
        return bool(left < right)
    if depth > MAX_NESTING:
        raise ProgramError("size")
    for a, b in zip(left, right, strict=False):
        meter.step()
        if not equal(a, b, meter, depth + 1):
            return less(a, b, meter, depth + 1)
    return len(left) < len(right)


Comparison = Callable[[Value, Value, Meter], bool]
COMPARISONS: Mapping[str, Comparison] = {
    "==": equal,
    "!=": lambda left, right, meter: not equal(left, right, meter),
    "<": less,
    ">": lambda left, right, meter: less(right, left, meter),
    "<=": lambda left, right, meter: not less(right, left, meter),
    ">=": lambda left, right, meter: not less(left, right, meter),
    "in": lambda left, right, meter: contains(right, left, meter),
    "not in": lambda left, right, meter: not contains(right, left, meter),
    "is": lambda left, right, _: left is right,
    "is not": lambda left, right, _: left is not right,
}


def compare(op: str, left: Value, right: Value, meter: Meter) -> bool:
    return COMPARISONS[op](left, right, meter)


def contains(container: Value, item: Value, meter: Meter) -> bool:
    if isinstance(container, str):
        if not isinstance(item, str):
            raise ProgramError("type")
        return item in container
    if isinstance(container, dict):
        return dict_key(item) in container
    if isinstance(container, range):
        return type(item) in (int, bool) and item in container
    if isinstance(container, (list, tuple)):
        return position(container, item, meter) is not None
    raise ProgramError("type")


def position(items: Sequence[Value], wanted: Value, meter: Meter) -> int | None:
    """Where an item is first found; each item looked at costs a step."""
    for index, item in enumerate(items):
        meter.step()
        if equal(item, wanted, meter):
            return index
    return None


def dict_key(value: Value) -> Value:
    """A key may be a text, a number, None, or a tuple of these."""
    parts = value if isinstance(value, tuple) else (value,)
    if all(part is None or isinstance(part, str) or is_number(part) for part in parts):
        return value
    raise ProgramError("type")


def truth(value: Value) -> bool:
    if isinstance(value, (str, list, tuple, dict, range)):
        return len(value) > 0
    return value is not None and not (is_number(value) and value == 0)


def elements(value: Value, meter: Meter) -> list[Value]:
    """The items of anything one can loop over, as a new list."""
    if isinstance(value, range) and len(value) > MAX_ITEMS:
        raise ProgramError("size")
    if not isinstance(value, (str, list, tuple, dict, range)):
        raise ProgramError("type")
    meter.step(len(value) // 100 if isinstance(value, str) else len(value))
    return list(value)


def whole(value: Value) -> int:
    if type(value) not in (int, bool):
        raise ProgramError("type")
    return int(value)


def check_arity(arguments: Sequence[Value], low: int, high: int) -> None:
    if not low <= len(arguments) <= high:
        raise ProgramError("arguments")


class Caller(Protocol):
    """What a function may use of the machine that calls it."""

    meter: Meter

    def apply(self, function: Value, arguments: list[Value]) -> Value: ...
