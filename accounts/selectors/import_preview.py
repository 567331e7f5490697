"""The first rows of a table, as they would be imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from django.utils import formats
from django.utils.translation import gettext

from accounts.models import ImportRun
from accounts.school_lists.formats import TABLE
from accounts.school_lists.formats import formats as list_formats
from accounts.school_lists.problems import Refused
from accounts.school_lists.reading import first_lines
from accounts.school_lists.values import BadValue, birth_date
from accounts.selectors.imports import Preview, fields, format_label, limits, source_of
from pix.shared.numbers import number

_SAMPLES: Final = 3
_COUNTED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Cell:
    """`problem`: why it would be refused, when the preview can tell."""

    text: str
    problem: str = ""


@dataclass(frozen=True)
class ShownRows:
    """`written` and `read`: a birth date of the file, and what is understood."""

    headings: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    written: str = ""
    read: str = ""
    unread: list[str] = field(default_factory=list)


def recognised(run: ImportRun, sheet: Preview) -> list[tuple[str, str]]:
    """What the file was found to be, in a few facts: (label, value)."""
    return [
        (gettext("format"), str(format_label(run))),
        (gettext("lignes"), row_count(run)),
        (gettext("colonnes"), number(len(sheet.header))),
    ]


def row_count(run: ImportRun) -> str:
    """How many lines the file has under its titles; large ones are not read to their end."""
    try:
        _header, lines = first_lines(source_of(run), run.organisation.uai or "", limits())
        count = sum(1 for _ in islice(lines, _COUNTED + 1))
    except Refused:
        return "–"
    return number(count) if count <= _COUNTED else gettext("plus de") + f" {number(_COUNTED)}"


def samples_of(sheet: Preview, title: str) -> list[str]:
    """The first values of a column that say something."""
    if title not in sheet.header:
        return []
    place = sheet.header.index(title)
    return [row[place] for row in sheet.rows if row[place].strip()][:_SAMPLES]


def as_written(sheet: Preview) -> ShownRows:
    """A list in a known format: nothing to choose."""
    return ShownRows(sheet.header, [[Cell(text) for text in row] for row in sheet.rows])


def as_matched(sheet: Preview, mapping: Mapping[str, str], *, today: date) -> ShownRows:
    """A free table: our fields, and what the chosen columns would give them."""
    chosen = [one for one in fields() if one.name in mapping]
    places = [sheet.header.index(mapping[one.name]) for one in chosen]
    names = [one.name for one in chosen]
    rows = [
        [_cell(name, row[place], today) for name, place in zip(names, places, strict=True)]
        for row in sheet.rows
    ]
    written, read = _example(sheet, mapping.get("birth_date", ""), today)
    unread = [title for title in sheet.header if title not in mapping.values()]
    return ShownRows([one.label for one in chosen], rows, written, read, unread)


def _cell(name: str, text: str, today: date) -> Cell:
    if name != "birth_date" or not text.strip():
        return Cell(text)
    born = _read(text, today)
    return Cell(_day(born)) if born else Cell(text, gettext("date illisible"))


def _example(sheet: Preview, title: str, today: date) -> tuple[str, str]:
    """The date that tells most: one whose day and month could be exchanged, if there is one."""
    dates = [(text, born) for text in _column(sheet, title) if (born := _read(text, today))]
    if not dates:
        return "", ""
    text, born = min(dates, key=lambda pair: pair[1].day)
    return text, _day(born)


def _column(sheet: Preview, title: str) -> Sequence[str]:
    if title not in sheet.header:
        return []
    place = sheet.header.index(title)
    return [row[place] for row in sheet.rows]


def _read(text: str, today: date) -> date | None:
    forms = list_formats()[TABLE].column("birth_date").forms
    try:
        return birth_date(text.strip(), forms, today)
    except BadValue:
        return None


def _day(born: date) -> str:
    return formats.date_format(born, "j F Y")
