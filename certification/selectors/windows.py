"""The official calendar of a centre: when its candidates may sit.

A kind of centre without any window is free; so is a centre that the platform has set free
(`bound_by_windows`, the white list).
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from certification.models import Centre, Window


@dataclass(frozen=True, slots=True)
class Calendar:
    """Windows by date. `is_bound`: the centre may not certify on other days."""

    is_bound: bool
    windows: tuple[Window, ...]
    today: date

    @property
    def current(self) -> Window | None:
        return next((one for one in self.windows if _holds(one, self.today)), None)

    @property
    def following(self) -> Window | None:
        return next((one for one in self.windows if one.opens_on > self.today), None)

    def holds(self, day: date) -> bool:
        """Whether candidates may sit on this day."""
        return not self.is_bound or any(_holds(one, day) for one in self.windows)

    @property
    def open_days(self) -> tuple[tuple[date, date], ...]:
        """First and last days; none when any day will do."""
        if not self.is_bound:
            return ()
        return tuple((one.opens_on, one.last_day) for one in self.windows)


def calendar_of(centre: Centre, *, now: datetime) -> Calendar:
    """One query."""
    windows = tuple(Window.objects.filter(kind=centre.kind).order_by("opens_on", "pk"))
    today = now.astimezone(ZoneInfo(centre.time_zone)).date()
    return Calendar(bool(windows) and centre.bound_by_windows, windows, today)


def _holds(window: Window, day: date) -> bool:
    return window.opens_on <= day <= window.last_day
