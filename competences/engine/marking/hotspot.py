"""A point of a picture: solution `{"areas": [[x, y, w, h], ...]}`, response `{"x": …, "y": …}`.

Everything is a fraction of the picture's width or height. Edges belong to the area.
"""

from collections.abc import Mapping
from typing import Any

from .reading import fraction_at, is_number
from .verdict import SKIPPED, Verdict, decide

# Fractions such as 0.7 + 0.3 do not add up exactly.
_NOISE = 1e-9


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    if response.get("x") is None and response.get("y") is None:
        return SKIPPED
    x, y = fraction_at(response, "x"), fraction_at(response, "y")
    inside = any(
        left <= x <= left + width and top <= y <= top + height
        for left, top, width, height in solution["areas"]
    )
    return decide(right=inside)


def check(solution: Mapping[str, Any]) -> list[str]:
    areas = solution.get("areas")
    if not isinstance(areas, list) or not areas:
        return ["areas: a list of [x, y, width, height]"]
    return [
        f"areas: {area!r} is not [x, y, width, height] within the picture"
        for area in areas
        if not _is_area(area)
    ]


def _is_area(area: Any) -> bool:
    match area:
        case [x, y, width, height] if all(map(is_number, area)):
            fits = max(x + width, y + height) <= 1 + _NOISE
            return bool(min(x, y) >= 0 < min(width, height) and fits)
    return False
