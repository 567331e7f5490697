"""The operators of programs, bounded: what would be too large is refused before it is built."""

from __future__ import annotations

import math

from .values import MAX_BITS, MAX_ITEMS, MAX_TEXT, Meter, ProgramError, Value, is_number, sized


def binary(op: str, left: Value, right: Value, meter: Meter) -> Value:
    if is_number(left) and is_number(right):
        return sized(_numbers(op, left, right), meter)
    if op == "+" and type(left) is type(right) and isinstance(left, (str, list, tuple)):
        return sized(left + right, meter)
    if op == "*":
        if isinstance(right, (str, list, tuple)):
            left, right = right, left
        if isinstance(left, (str, list, tuple)) and type(right) in (int, bool):
            return _repeated(left, int(right), meter)
    raise ProgramError("type", detail=op)


def negative(value: Value) -> Value:
    if not is_number(value):
        raise ProgramError("type", detail="-")
    return -value


def _repeated(sequence: Value, times: int, meter: Meter) -> Value:
    if len(sequence) * max(times, 0) > (MAX_TEXT if isinstance(sequence, str) else MAX_ITEMS):
        raise ProgramError("size")
    return sized(sequence * times, meter)


def _numbers(op: str, left: Value, right: Value) -> Value:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "**":
            return _power(left, right)
    if right == 0:
        raise ProgramError("zero")
    if op == "/":
        return float(left) / float(right)
    return left // right if op == "//" else left % right


def _power(left: Value, right: Value) -> Value:
    if not isinstance(left, float) and not isinstance(right, float) and right >= 0:
        if abs(left) > 1 and int(left).bit_length() * right > 2 * MAX_BITS:
            raise ProgramError("overflow")
        return left**right
    if left == 0 and right < 0:
        raise ProgramError("zero")
    if left < 0 and not float(right).is_integer():
        raise ProgramError("value", detail="**")
    try:
        return math.pow(left, right)
    except OverflowError:
        raise ProgramError("overflow") from None
