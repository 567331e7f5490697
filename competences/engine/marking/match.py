"""Pairs: solution `{"pairs": {"a": "1"}}`, response of the same shape.

A left item paired with "" or null was left aside.
"""

from collections.abc import Mapping
from typing import Any

from .reading import mapping_at, text_at
from .verdict import SKIPPED, Verdict, decide


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    pairs = mapping_at(response, "pairs")
    made = {left: right for left in pairs if (right := text_at(pairs, left))}
    if not made:
        return SKIPPED
    return decide(right=made == dict(solution["pairs"]))


def check(solution: Mapping[str, Any]) -> list[str]:
    pairs = solution.get("pairs")
    if not isinstance(pairs, Mapping) or not pairs:
        return ["pairs: a mapping of left ids to right ids"]
    texts = (*pairs, *pairs.values())
    return [] if all(isinstance(text, str) and text for text in texts) else ["pairs: ids are texts"]
