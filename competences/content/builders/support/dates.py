"""Dates and times as facts, written the ways a challenge may need."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from .words import words

_MONTHS = words(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
_DAYS = words("lundi mardi mercredi jeudi vendredi samedi dimanche")


def date_facts(day: date) -> Mapping[str, str | int]:
    """`short` 05/03/2024, `plain` 5/3/2024, `long` 5 mars 2024, `iso`, `weekday`, `month`, `year`.

    `time` 09:05 if known.
    """
    number = "1er" if day.day == 1 else str(day.day)
    facts: dict[str, str | int] = {
        "short": f"{day:%d/%m/%Y}",
        "plain": f"{day.day}/{day.month}/{day.year}",
        "long": f"{number} {_MONTHS[day.month - 1]} {day.year}",
        "iso": f"{day:%Y-%m-%d}",
        "weekday": _DAYS[day.weekday()],
        "month": _MONTHS[day.month - 1],
        "year": day.year,
    }
    if isinstance(day, datetime):
        facts["time"] = f"{day:%H:%M}"
    return facts


def distinct_days(rng: Random, count: int, *, first: date, span: int) -> list[date]:
    """`count` different days among the `span` days from `first`, in order."""
    return [first + timedelta(days=n) for n in sorted(rng.sample(range(span), count))]


def moment(rng: Random, day: date, *, first_hour: int = 8, last_hour: int = 18) -> datetime:
    """A time of that day, to the even second, as ZIP archives keep it."""
    seconds = rng.randrange(first_hour * 3600, last_hour * 3600, 2)
    return datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds)
