"""Titles of columns: which are known, and which of our fields each one feeds."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from accounts.names import folded
from accounts.school_lists.formats import TABLE, Format, formats
from accounts.school_lists.problems import shown
from accounts.school_lists.values import clean

# A table that has so much of the columns of a format is a list of that format.
_LIKENESS: Final = 0.6


@lru_cache(maxsize=1)
def _synonyms() -> Mapping[str, str]:
    """Our field, by every title that is known for it."""
    columns = formats()[TABLE].columns
    return {
        folded(name): column.field for column in columns for name in (column.label, *column.also)
    }


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    labels = (column.label for format_ in formats().values() for column in format_.columns)
    return frozenset(_synonyms()) | {folded(label) for label in labels}


def known_headings(cells: Iterable[str]) -> int:
    return sum(folded(cell) in _known() for cell in cells)


def guess(header: Sequence[str]) -> dict[str, str]:
    """Which column feeds which field: the first title known for each."""
    found: dict[str, str] = {}
    for title in header:
        field = _synonyms().get(folded(title))
        if field:
            found.setdefault(field, title)
    return found


def recognise(header: Sequence[str]) -> Format:
    """The format whose titles these are; else the free table."""
    titles = {folded(title) for title in header}
    known = [one for one in formats().values() if one.container == "table" and one.name != TABLE]
    best = max(known, key=lambda one: _likeness(one, titles))
    return best if _likeness(best, titles) >= _LIKENESS else formats()[TABLE]


def _likeness(format_: Format, titles: set[str]) -> float:
    """Columns of its own count against a table that may have no other than the format's."""
    labels = {folded(column.label) for column in format_.columns if not column.optional}
    expected = labels if format_.extra == "ignored" else labels | titles
    return len(labels & titles) / len(expected)


def titled(cells: Sequence[str]) -> list[str]:
    """A title for each column: what is written, told apart when it comes twice."""
    titles: dict[str, None] = {}
    for place, cell in enumerate(cells, start=1):
        name = base = shown(clean(cell)) or f"Colonne {place}"
        number = 2
        while name in titles:
            name, number = f"{base} ({number})", number + 1
        titles[name] = None
    return list(titles)
