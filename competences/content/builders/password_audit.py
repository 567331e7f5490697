"""What a password manager tells of its own vault, without any password."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

from . import Built
from .support.dates import date_facts
from .support.formats import writer
from .support.sheets import Column, Sheet
from .support.words import words
from .support.workbooks import to_csv, to_ods, to_xlsx

VERSION = 1
FORMATS = ("ods", "xlsx", "csv")

_PLACES = words("Boutique Forum Jeu Club Agenda Journal")
_THEMES = words("vélo jardin cuisine photo musique lecture voyage couture")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SHORT = 12
_COLUMNS = (
    Column("Compte"),
    Column("Signes", "number"),
    Column("Repère du mot de passe"),
    Column("Modifié le", "date"),
    Column("Double authentification"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    account: str
    length: int
    mark: str
    """The same for two accounts that have the same password."""
    changed: date
    twice: bool


def build(rng: Random, *, entries: int = 30, reused: int = 4) -> Built:
    """One line an account, in no order: `entries` (at most 48) of them.

    `reused` accounts share one password; all but one of them have two-step sign-in.
    Other passwords are shared by two accounts, or by none.
    """
    vault = _draw(rng, entries, reused)
    shared = vault[:reused]
    rows = rng.sample(vault, entries)
    sheet = Sheet("Coffre", _COLUMNS, [_cells(entry) for entry in rows])
    return Built(
        _facts(rng, vault, shared),
        writer(
            ods=lambda: to_ods(sheet),
            xlsx=lambda: to_xlsx(sheet),
            csv=lambda: to_csv(sheet).encode("utf-8-sig"),
        ),
    )


def _draw(rng: Random, entries: int, reused: int) -> list[Entry]:
    """The accounts that share a password first, the one without two-step sign-in at the head."""
    names = rng.sample([f"{place} {theme}" for place, theme in product(_PLACES, _THEMES)], entries)
    others = [_mark(rng) for _ in range(entries - reused)]
    for place in range(1, len(others), 5):
        others[place] = others[place - 1]
    marks = [_mark(rng)] * reused + others
    lengths = {mark: rng.randint(8, 24) for mark in dict.fromkeys(marks)}
    return [
        Entry(
            name,
            lengths[mark],
            mark,
            date(2025, 1, 6) + timedelta(days=rng.randrange(600)),
            twice=0 < place < reused or (place >= reused and rng.random() < 1 / 3),
        )
        for place, (name, mark) in enumerate(zip(names, marks, strict=True))
    ]


def _mark(rng: Random) -> str:
    return "".join(rng.choices(_LETTERS, k=4)) + f"-{rng.randrange(100):02d}"


def _cells(entry: Entry) -> tuple[str, int, str, date, str]:
    twice = "oui" if entry.twice else "non"
    return entry.account, entry.length, entry.mark, entry.changed, twice


def _facts(rng: Random, vault: Sequence[Entry], shared: Sequence[Entry]) -> Mapping[str, Any]:
    leaked = rng.choice(shared[1:])
    return {
        "entry_count": len(vault),
        "leaked": leaked.account,
        "leaked_mark": leaked.mark,
        "leaked_changed": date_facts(leaked.changed),
        "same_count": sum(entry.mark == leaked.mark for entry in vault),
        "exposed": shared[0].account,
        "short_count": sum(entry.length < _SHORT for entry in vault),
        "single_count": sum(not entry.twice for entry in vault),
    }
