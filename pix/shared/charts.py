"""Shapes of charts, drawn as SVG by templates/components/charts.html beside a table of figures.

A plot has no text: it is stretched to the width of the page, and its labels are HTML around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WIDTH: Final = 1000
HEIGHT: Final = 200


@dataclass(frozen=True)
class Curve:
    """`lines`: one path for each series, in the order given; they start from nothing."""

    lines: tuple[str, ...]
    top: int
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


def curve(days: Sequence[date], *series: Sequence[int]) -> Curve | None:
    """Running totals by day, in steps; None when there is nothing to draw. `days` in order."""
    if not days:
        return None
    top = max((max(values) for values in series if values), default=0) or 1
    before = days[0] - timedelta(days=1)
    span = (days[-1] - before).days
    places = [round(WIDTH * (day - before).days / span) for day in days]
    lines = tuple(
        f"M0 {HEIGHT}"
        + "".join(
            f"H{place}V{round(HEIGHT * (1 - value / top), 1):g}"
            for place, value in zip(places, values, strict=True)
        )
        for values in series
    )
    return Curve(lines, top, days[0], days[-1])
