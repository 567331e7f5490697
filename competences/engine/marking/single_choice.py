"""One option: solution `{"correct": "b"}`, response `{"choice": "b"}`."""

from collections.abc import Mapping
from typing import Any

from .reading import text_at
from .verdict import SKIPPED, Verdict, decide


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    choice = text_at(response, "choice")
    if not choice:
        return SKIPPED
    return decide(right=choice == solution["correct"])


def check(solution: Mapping[str, Any]) -> list[str]:
    correct = solution.get("correct")
    return [] if isinstance(correct, str) and correct else ["correct: the id of one option"]
