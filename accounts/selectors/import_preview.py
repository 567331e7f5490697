"""The first rows of a table, as they would be imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.utils import formats
from django.utils.translation import gettext, ngettext

from accounts.models import ImportRun
from accounts.names import folded
from accounts.school_lists.formats import TABLE
from accounts.school_lists.formats import formats as list_formats
from accounts.school_lists.values import BadValue, birth_date
from accounts.selectors.imports import Preview, fields, format_label, preview
from pix.shared.numbers import is_french, number

_SAMPLES: Final = 3
_SHOWN: Final = 10
_EXAMPLES: Final = 200
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


def read(run: ImportRun) -> Preview:
    """The file, as far as its lines are counted."""
    return preview(run, rows=_COUNTED + 1)


def recognised(run: ImportRun, sheet: Preview) -> tuple[str, str]:
    """What the file was found to be, and how much of it there is."""
    rows = len(sheet.rows)
    lines = ngettext("%(shown)s ligne", "%(shown)s lignes", rows) % {"shown": number(rows)}
    if rows > _COUNTED:
        lines = gettext("plus de %(shown)s lignes") % {"shown": number(_COUNTED)}
    return str(format_label(run)), f"{lines}."


def mapping_of(run: ImportRun, sheet: Preview) -> dict[str, str]:
    """The column of each field, in a list whose format is known."""
    known = {folded(column.label): column.field for column in list_formats()[run.format].columns}
    titles = {known[key]: title for title in sheet.header if (key := folded(title)) in known}
    return {name: title for name, title in titles.items() if samples_of(sheet, title)}


def samples_of(sheet: Preview, title: str) -> list[str]:
    """The first values of a column that say something."""
    if title not in sheet.header:
        return []
    place = sheet.header.index(title)
    return [row[place] for row in sheet.rows[:_SHOWN] if row[place].strip()][:_SAMPLES]


def as_matched(sheet: Preview, mapping: Mapping[str, str], *, today: date) -> ShownRows:
    """Our fields, and what their columns would give them."""
    chosen = [one for one in fields() if one.name in mapping]
    places = [sheet.header.index(mapping[one.name]) for one in chosen]
    names = [one.name for one in chosen]
    rows = [
        [_cell(name, row[place], today) for name, place in zip(names, places, strict=True)]
        for row in sheet.rows[:_SHOWN]
    ]
    return ShownRows([one.label for one in chosen], rows)


def with_doubts(
    shown: ShownRows, sheet: Preview, titles: Mapping[str, str], today: date
) -> ShownRows:
    """What only a person can tell of a free table: the order of dates, columns left aside."""
    written, read = _example(sheet, titles.get("birth_date", ""), today)
    unread = [title for title in sheet.header if title not in titles.values()]
    return replace(shown, written=written, read=read, unread=unread)


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
    return [row[place] for row in sheet.rows[:_EXAMPLES]]


def _read(text: str, today: date) -> date | None:
    forms = list_formats()[TABLE].column("birth_date").forms
    try:
        return birth_date(text.strip(), forms, today)
    except BadValue:
        return None


def _day(born: date) -> str:
    text = formats.date_format(born, "j F Y")
    return text.replace("1 ", "1er ", 1) if born.day == 1 and is_french() else text
