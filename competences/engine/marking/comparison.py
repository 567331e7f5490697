"""Equality of JSON values: texts after treatments, numbers by value, true is not 1."""

from collections.abc import Collection, Mapping
from typing import Any

from .normalise import normalise

# Beyond, texts are compared as they are: nothing a person types in a simulator is so long.
_MAX_TREATED = 20_000


def same(given: Any, expected: Any, tolerances: Collection[str] = ()) -> bool:
    """Recursion goes no deeper than `expected`, which is the author's."""
    if isinstance(expected, str):
        return isinstance(given, str) and treated(given, tolerances) == treated(
            expected, tolerances
        )
    if isinstance(expected, list):
        return _same_lists(given, expected, tolerances)
    if isinstance(expected, Mapping):
        return _same_mappings(given, expected, tolerances)
    return isinstance(given, bool) == isinstance(expected, bool) and bool(given == expected)


def treated(text: str, tolerances: Collection[str]) -> str:
    return text if len(text) > _MAX_TREATED else normalise(text, tolerances)


def _same_lists(given: Any, expected: list[Any], tolerances: Collection[str]) -> bool:
    return (
        isinstance(given, list | tuple)
        and len(given) == len(expected)
        and all(same(g, e, tolerances) for g, e in zip(given, expected, strict=True))
    )


def _same_mappings(given: Any, expected: Mapping[str, Any], tolerances: Collection[str]) -> bool:
    return (
        isinstance(given, Mapping)
        and given.keys() == expected.keys()
        and all(same(given[key], value, tolerances) for key, value in expected.items())
    )
