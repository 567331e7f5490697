"""A table to sort, filter and count: members, loans or an inventory."""

from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

from . import Built
from .support.dates import date_facts
from .support.formats import writer
from .support.people import plain
from .support.ranking import draw_until, has_clear_ends
from .support.records import TABLES, Row, Table
from .support.sheets import Cell
from .support.workbooks import to_csv, to_ods, to_xlsx

VERSION = 1
FORMATS = ("ods", "xlsx", "csv")


def build(
    rng: Random, *, records: str = "members", rows: int = 40, duplicates: int = 0, blanks: int = 0
) -> Built:
    """Rows in no order. `records`: members (Nom, Commune, Adhésion, Don, À jour), loans (Titre,
    Emprunteur, Genre, Emprunt, Pages, Rendu) or inventory (Objet, Salle, Achat, Prix, État).

    `duplicates` rows are repeated elsewhere in the table; `blanks` cells of the group column
    (Commune, Genre, Salle) are empty. At most 100 rows, duplicates not counted.
    """
    table = TABLES[records]
    unique = draw_until(
        lambda: _with_blanks(rng, table, table.draw(rng, rows), blanks),
        lambda drawn: _is_clear(table, drawn),
    )
    repeated = rng.sample(unique, duplicates)
    every = rng.sample([*unique, *repeated], rows + duplicates)
    facts = _facts(rng, table, unique) | {
        "rows": len(every),
        "unique_rows": rows,
        "duplicate_count": duplicates,
        "duplicate": str(repeated[0][table.label]) if repeated else "",
        "blank_count": sum(row[table.group] is None for row in every),
    }
    sheet = table.sheet(every)
    return Built(
        facts,
        writer(
            ods=lambda: to_ods(sheet),
            xlsx=lambda: to_xlsx(sheet),
            csv=lambda: to_csv(sheet).encode("utf-8-sig"),
        ),
    )


def _with_blanks(rng: Random, table: Table, rows: list[Row], blanks: int) -> list[Row]:
    for row in rng.sample(rows, blanks):
        row[table.group] = None
    return rows


def _is_clear(table: Table, rows: list[Row]) -> bool:
    """One most frequent group; the same rows at the ends whatever a program sorts spaces like."""
    counts = Counter(row[table.group] for row in rows if row[table.group])
    by_word = sorted(rows, key=lambda row: _sorting_key(table, row))
    by_letter = sorted(rows, key=lambda row: _letters(_sorting_key(table, row)))
    same_ends = by_word[0] is by_letter[0] and by_word[-1] is by_letter[-1]
    return has_clear_ends(counts.values()) and same_ends


def _sorting_key(table: Table, row: Row) -> str:
    return plain(str(row[table.label])).lower()


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _facts(rng: Random, table: Table, rows: list[Row]) -> dict[str, Any]:
    """Facts about the rows without their duplicates."""
    by_name = sorted(rows, key=lambda row: _sorting_key(table, row))
    by_day = sorted(rows, key=lambda row: str(row[table.day]))
    by_amount = sorted(rows, key=lambda row: _number(row[table.amount]))
    counts = Counter(row[table.group] for row in rows if row[table.group])
    group = rng.choice(sorted(counts, key=str))
    state = str(min(Counter(row[table.state] for row in rows).items(), key=lambda kv: kv[1])[0])
    chosen = [row for row in rows if row[table.group] == group]
    return {
        "label_column": table.columns[table.label].title,
        "group_column": table.columns[table.group].title,
        "day_column": table.columns[table.day].title,
        "amount_column": table.columns[table.amount].title,
        "state_column": table.columns[table.state].title,
        "first": _row(table, by_name[0]),
        "last": _row(table, by_name[-1]),
        "oldest": _row(table, by_day[0]),
        "newest": _row(table, by_day[-1]),
        "least": _row(table, by_amount[0]),
        "most": _row(table, by_amount[-1]),
        "amount_total": round(sum(_number(row[table.amount]) for row in rows), 2),
        "group": group,
        "group_count": len(chosen),
        "group_total": round(sum(_number(row[table.amount]) for row in chosen), 2),
        "groups_count": len(counts),
        "top_group": counts.most_common(1)[0][0],
        "state": state,
        "state_count": sum(row[table.state] == state for row in rows),
        "both_count": sum(row[table.state] == state for row in chosen),
    }


def _row(table: Table, row: Row) -> Mapping[str, Any]:
    day, group = row[table.day], row[table.group]
    return {
        "label": row[table.label],
        "group": group or "",
        "amount": row[table.amount],
        "day": date_facts(day),  # type: ignore[arg-type]
    }


def _number(cell: Cell) -> float:
    return cell if isinstance(cell, int | float) else 0
