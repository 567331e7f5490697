"""Items in order: solution `{"order": ["c", "a", "b"]}`, response of the same shape."""

from collections.abc import Mapping
from typing import Any

from .reading import texts_at
from .shapes import text_list_problems
from .verdict import SKIPPED, Verdict, decide


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    given = texts_at(response, "order")
    if not any(given):
        return SKIPPED
    return decide(right=given == list(solution["order"]))


def check(solution: Mapping[str, Any]) -> list[str]:
    return text_list_problems(solution, "order", distinct=True)
