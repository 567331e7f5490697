"""Checks shared by the solutions of several kinds."""

from collections.abc import Mapping
from typing import Any

WARNING = "warning: "


def text_list_problems(
    solution: Mapping[str, Any], key: str, *, distinct: bool = False
) -> list[str]:
    values = solution.get(key)
    if not isinstance(values, list | tuple) or not values:
        return [f"{key}: a list of texts, not empty"]
    if not all(isinstance(value, str) and value for value in values):
        return [f"{key}: every entry is a text (quote numbers)"]
    if distinct and len(set(values)) < len(values):
        return [f"{key}: the same entry twice"]
    return []


def unknown_keys(solution: Mapping[str, Any], known: set[str]) -> list[str]:
    return [f"{key}: unknown key" for key in solution if key not in known]
