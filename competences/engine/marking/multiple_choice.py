"""Several options: solution `{"correct": ["a", "c"]}`, response `{"choices": ["c", "a"]}`."""

from collections.abc import Mapping
from typing import Any

from .reading import texts_at
from .shapes import text_list_problems
from .verdict import SKIPPED, Verdict, decide


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    choices = texts_at(response, "choices")
    if not choices:
        return SKIPPED
    return decide(right=set(choices) == set(solution["correct"]))


def check(solution: Mapping[str, Any]) -> list[str]:
    return text_list_problems(solution, "correct", distinct=True)
