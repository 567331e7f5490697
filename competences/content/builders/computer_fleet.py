"""The computers of an organisation: what each one is, to decide which to keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from . import Built
from .support.formats import writer
from .support.ranking import draw_until
from .support.sheets import Column, Sheet
from .support.workbooks import to_csv, to_ods, to_xlsx

VERSION = 1
FORMATS = ("ods", "xlsx", "csv")

_ROOMS = ("Accueil", "Atelier", "Bureau 1", "Bureau 2", "Réunion")
_SYSTEMS = (("Orme OS 12", 2026), ("Orme OS 14", 2029), ("Tilia 8", 2027), ("Tilia 9", 2031))
_COLUMNS = (
    Column("Poste"),
    Column("Salle"),
    Column("Système"),
    Column("Correctifs jusqu'en", "number"),
    Column("Mémoire vive (Go)", "number"),
    Column("Stockage (Go)", "number"),
    Column("Espace utilisé (Go)", "number"),
)


@dataclass(frozen=True, slots=True)
class Computer:
    name: str
    room: str
    system: str
    patched_until: int
    memory: int
    storage: int
    used: int


@dataclass(frozen=True, slots=True)
class Needs:
    memory: int
    free: int
    until: int

    def shortfalls(self, computer: Computer) -> frozenset[str]:
        found = {
            "memory": computer.memory < self.memory,
            "free": computer.storage - computer.used < self.free,
            "until": computer.patched_until < self.until,
        }
        return frozenset(name for name, short in found.items() if short)


def build(
    rng: Random,
    *,
    rows: int = 40,
    memory: int = 8,
    free: int = 60,
    until: int = 2028,
    single: bool = False,
    new_price: int = 0,
    memory_price: int = 0,
) -> Built:
    """One line per computer. A computer is ready when it has `memory` (Go), `free` storage (Go)
    and security updates until the year `until`.

    `single`: exactly one is ready, and each reason to discard is the only one of some computer.
    `new_price` `memory_price`: what replacing and adding memory cost, for the fact `budget`.
    """
    needs = Needs(memory, free, until)
    fleet = draw_until(
        lambda: [_draw(rng, number) for number in range(1, rows + 1)],
        lambda drawn: _is_clear(drawn, needs, single=single),
    )
    sheet = Sheet("Parc", _COLUMNS, [_row(computer) for computer in fleet])
    return Built(
        _facts(fleet, needs, new_price, memory_price),
        writer(
            ods=lambda: to_ods(sheet),
            xlsx=lambda: to_xlsx(sheet),
            csv=lambda: to_csv(sheet).encode("utf-8-sig"),
        ),
    )


def _draw(rng: Random, number: int) -> Computer:
    system, patched_until = rng.choice(_SYSTEMS)
    storage = rng.choice((128, 256, 512))
    return Computer(
        name=f"PC-{number:02}",
        room=rng.choice(_ROOMS),
        system=system,
        patched_until=patched_until,
        memory=rng.choice((4, 8, 16)),
        storage=storage,
        used=round(storage * rng.uniform(0.2, 0.95)),
    )


def _is_clear(fleet: Sequence[Computer], needs: Needs, *, single: bool) -> bool:
    reasons = [needs.shortfalls(computer) for computer in fleet]
    alone = {reason for reason in reasons if len(reason) == 1}
    every_reason = len(alone) == len(Needs.__slots__)
    return every_reason and (not single or reasons.count(frozenset()) == 1)


def _row(computer: Computer) -> tuple[str | int, ...]:
    return (
        computer.name,
        computer.room,
        computer.system,
        computer.patched_until,
        computer.memory,
        computer.storage,
        computer.used,
    )


def _facts(
    fleet: Sequence[Computer], needs: Needs, new_price: int, memory_price: int
) -> Mapping[str, Any]:
    reasons = {computer.name: needs.shortfalls(computer) for computer in fleet}
    ready = [name for name, missing in reasons.items() if not missing]
    replaced = sum("until" in missing for missing in reasons.values())
    upgraded = sum("memory" in missing and "until" not in missing for missing in reasons.values())
    return {
        "rows": len(fleet),
        "ready_count": len(ready),
        "ready": ready[0] if ready else "",
        "short_memory_count": sum("memory" in missing for missing in reasons.values()),
        "short_free_count": sum("free" in missing for missing in reasons.values()),
        "replace_count": replaced,
        "upgrade_count": upgraded,
        "keep_count": len(fleet) - replaced - upgraded,
        "replace_cost": replaced * new_price,
        "upgrade_cost": upgraded * memory_price,
        "budget": replaced * new_price + upgraded * memory_price,
    }
