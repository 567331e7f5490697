"""A proposal of the planner as people read it: days, hours, and what happens in each room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from certification.models import SessionProposal


@dataclass(frozen=True, slots=True)
class Cell:
    """A session, on the wall clock."""

    room: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    classes: tuple[tuple[str, int], ...]
    invigilators: str
    longer: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Hour:
    """One cell for each room of the timetable, in their order; None: the room is not used."""

    starts_at: datetime
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    hours: tuple[Hour, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    rooms: tuple[str, ...]
    days: tuple[Day, ...]
    sessions: int
    candidates: int
    people: int


def timetable_of(proposal: SessionProposal) -> Timetable:
    """Rooms in the order they were given."""
    zone = ZoneInfo(proposal.centre.time_zone)
    cells = [_cell(session, zone) for session in proposal.sessions]
    used = {cell.room for cell in cells}
    rooms = tuple(name for name, _ in proposal.inputs["rooms"] if name in used)
    days = sorted({cell.starts_at.date() for cell in cells})
    people = {name for cell in cells for name in cell.invigilators.split(", ")}
    return Timetable(
        rooms,
        tuple(
            Day(day, _hours([c for c in cells if c.starts_at.date() == day], rooms)) for day in days
        ),
        len(cells),
        sum(cell.seats for cell in cells),
        len(people),
    )


def _hours(cells: list[Cell], rooms: tuple[str, ...]) -> tuple[Hour, ...]:
    at = {(cell.starts_at, cell.room): cell for cell in cells}
    starts = sorted({cell.starts_at for cell in cells})
    return tuple(Hour(start, tuple(at.get((start, room)) for room in rooms)) for start in starts)


def _cell(session: Mapping[str, Any], zone: ZoneInfo) -> Cell:
    start = datetime.fromisoformat(session["starts_at"]).astimezone(zone).replace(tzinfo=None)
    return Cell(
        session["room"],
        start,
        start + timedelta(minutes=session["minutes"]),
        session["seats"],
        tuple((name, count) for name, count in session["classes"]),
        session["invigilators"],
        session["longer"],
        session["alone"],
    )
