"""A CSV file that opens badly unless its encoding, separator and decimals are understood."""

from collections.abc import Mapping
from random import Random
from typing import Any

from . import Built
from .support.formats import writer
from .support.people import draw_people
from .support.ranking import draw_until, has_clear_ends
from .support.sheets import Column, Sheet
from .support.workbooks import to_csv

VERSION = 1
FORMATS = ("csv", "txt")

_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 avec BOM",
    "cp1252": "Windows-1252",
    "iso-8859-15": "ISO-8859-15",
    "utf-16": "UTF-16",
}
_SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t", "bar": "|"}
_NAMES = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
_COLUMNS = (Column("Nom"), Column("Activité"), Column("Séances", "number"), Column("Réglé"))
_ACTIVITIES = ("Théâtre", "Échecs", "Randonnée", "Poésie", "Mécanique vélo", "Déco de Noël")
Row = tuple[str, str, int, float]


def build(
    rng: Random,
    *,
    rows: int = 30,
    encoding: str = "cp1252",
    separator: str = "semicolon",
    decimal: str = ",",
    preamble: int = 0,
) -> Built:
    """Registrations: Nom, Activité, Séances, Réglé (euros with two decimals).

    `encoding`: utf-8, utf-8-sig, cp1252, iso-8859-15, utf-16. `separator`: semicolon, comma, tab,
    bar. `decimal`: "," or ".". `preamble`: lines of free text before the header.
    """
    mark = _SEPARATORS[separator]
    table = draw_until(lambda: _draw(rng, rows), _is_clear)
    text = _preamble(rng, preamble) + to_csv(
        Sheet("", _COLUMNS, table), separator=mark, decimal=decimal
    )
    content = text.encode(encoding)
    facts = _facts(rng, table) | {
        "encoding": _ENCODINGS[encoding],
        "separator": mark,
        "separator_name": _NAMES[mark],
        "decimal": decimal,
        "line_count": len(text.splitlines()),
        "preamble": preamble,
        "size": len(content),
    }
    return Built(facts, writer(csv=lambda: content, txt=lambda: content))


def _draw(rng: Random, rows: int) -> list[Row]:
    cents = rng.sample(range(400, 16_000), rows)
    return [
        (person.name, rng.choice(_ACTIVITIES), rng.randint(1, 12), paid / 100)
        for person, paid in zip(draw_people(rng, rows), cents, strict=True)
    ]


def _is_clear(rows: list[Row]) -> bool:
    return has_clear_ends(row[3] for row in rows) and any(not row[0].isascii() for row in rows)


def _preamble(rng: Random, lines: int) -> str:
    texts = (
        "Relevé des inscriptions",
        "Édité par le secrétariat",
        "Année complète",
        "Ne pas céder",
    )
    return "".join(f"{rng.choice(texts)}\r\n" for _ in range(lines))


def _facts(rng: Random, rows: list[Row]) -> dict[str, Any]:
    activity = rng.choice(sorted({row[1] for row in rows}))
    accented = rng.choice([row[0] for row in rows if not row[0].isascii()])
    chosen = [row for row in rows if row[1] == activity]
    most, least = max(rows, key=lambda row: row[3]), min(rows, key=lambda row: row[3])
    total = sum(row[3] for row in rows)
    return {
        "rows": len(rows),
        "total": round(total, 2),
        "average": round(total / len(rows), 2),
        "sessions": sum(row[2] for row in rows),
        "most": _person(most),
        "least": _person(least),
        "activity": activity,
        "activity_count": len(chosen),
        "activity_total": round(sum(row[3] for row in chosen), 2),
        "accented": accented,
        "garbled": accented.encode().decode("cp1252", errors="replace"),
    }


def _person(row: Row) -> Mapping[str, Any]:
    return {"name": row[0], "activity": row[1], "sessions": row[2], "paid": row[3]}
