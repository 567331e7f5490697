"""The official calendar, as a file: the dates that a dashboard reminds of."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml

FILE: Final = Path(__file__).parent / "calendar.yaml"
_FIRST_MONTH: Final = 8


@dataclass(frozen=True)
class SchoolYear:
    """`placement_before`: the day before which classes take their first profile, if it is known."""

    begins: date
    placement_before: date | None = None


def school_year(today: date, path: Path = FILE) -> SchoolYear:
    """The one of this day: from August on, that of the coming September."""
    first = today.year if today.month >= _FIRST_MONTH else today.year - 1
    known = {year.begins.year: year for year in _years(path)}
    return known.get(first, SchoolYear(date(first, 9, 1)))


@cache
def _years(path: Path) -> tuple[SchoolYear, ...]:
    return tuple(SchoolYear(**row) for row in yaml.safe_load(path.read_text(encoding="utf-8")))
