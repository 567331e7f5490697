"""Marking: is this response right? Pure functions, one module per kind of challenge.

`mark` never raises on account of a response. A malformed solution is an error of the content and
raises; `check_solution` finds it beforehand.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from . import (
    fields,
    hotspot,
    match,
    multiple_choice,
    number,
    order,
    short_text,
    simulator,
    single_choice,
)
from .shapes import WARNING
from .verdict import SKIPPED, MalformedResponse, Outcome, Verdict

__all__ = ["KINDS", "WARNING", "Outcome", "UnknownKind", "Verdict", "check_solution", "mark"]


class Marker(Protocol):
    def mark(self, solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict: ...

    def check(self, solution: Mapping[str, Any]) -> list[str]: ...


class UnknownKind(LookupError):
    """No marking for this kind of challenge."""


KINDS: Mapping[str, Marker] = {
    "single_choice": single_choice,
    "multiple_choice": multiple_choice,
    "short_text": short_text,
    "number": number,
    "fields": fields,
    "order": order,
    "match": match,
    "hotspot": hotspot,
    "simulator": simulator,
}


def mark(kind: str, solution: Mapping[str, Any], response: Any) -> Verdict:
    """Verdict on any response whatever: empty is skipped, malformed is incorrect."""
    marker = _marker(kind)
    if response is None or response == {}:
        return SKIPPED
    if not isinstance(response, Mapping):
        return Verdict("incorrect", "malformed: not a mapping")
    try:
        return marker.mark(solution, response)
    except MalformedResponse as error:
        return Verdict("incorrect", f"malformed: {error}")


def check_solution(kind: str, solution: Mapping[str, Any]) -> list[str]:
    """Problems of a solution, for authors; those that start with `WARNING` are doubts."""
    return _marker(kind).check(solution)


def _marker(kind: str) -> Marker:
    try:
        return KINDS[kind]
    except KeyError:
        raise UnknownKind(f"kind {kind!r}: one of {', '.join(KINDS)}") from None
