"""When the rooms and the people of a proposal are free: a box to untick for each slot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from certification.models import SessionProposal

KINDS: Final = ("rooms", "people")


@dataclass(frozen=True, slots=True)
class Box:
    """`key`: kind, rank and slot, as the form sends them back."""

    key: str
    label: str
    is_free: bool


@dataclass(frozen=True, slots=True)
class Row:
    starts_at: datetime
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`rooms` and `people`: the columns, in that order."""

    rooms: tuple[str, ...]
    people: tuple[str, ...]
    rows: tuple[Row, ...]


def availability_of(proposal: SessionProposal) -> Table:
    """Slots on the wall clock."""
    zone = ZoneInfo(proposal.centre.time_zone)
    inputs = proposal.inputs
    columns = _columns(proposal)
    rows = []
    for rank, slot in enumerate(inputs["slots"]):
        start = datetime.fromisoformat(slot).astimezone(zone).replace(tzinfo=None)
        boxes = tuple(
            Box(f"{kind}-{place}-{rank}", name, slot not in inputs["busy"][kind].get(name, ()))
            for kind, place, name in columns
        )
        rows.append(Row(start, boxes))
    return Table(
        tuple(name for kind, _, name in columns if kind == "rooms"),
        tuple(name for kind, _, name in columns if kind == "people"),
        tuple(rows),
    )


def busy_in(ticked: Iterable[str], proposal: SessionProposal) -> dict[str, Any]:
    """The slots that were unticked, by kind and name."""
    free = set(ticked)
    busy: dict[str, Any] = {kind: {} for kind in KINDS}
    for rank, slot in enumerate(proposal.inputs["slots"]):
        for kind, place, name in _columns(proposal):
            if f"{kind}-{place}-{rank}" not in free:
                busy[kind].setdefault(name, []).append(slot)
    return busy


def _columns(proposal: SessionProposal) -> list[tuple[str, int, str]]:
    rooms = [name for name, _ in proposal.inputs["rooms"]]
    return [
        (kind, place, name)
        for kind, names in (("rooms", rooms), ("people", proposal.inputs["people"]))
        for place, name in enumerate(names)
    ]
