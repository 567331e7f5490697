"""A table among lines of cells: its titles, then people."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from accounts.names import folded
from accounts.school_lists import headings
from accounts.school_lists.containers.lines import Line, Lines
from accounts.school_lists.formats import TABLE, Format
from accounts.school_lists.problems import Code, Problem, Refused, Report, refused, shown
from accounts.school_lists.rows import Record

# Titles may come after the name of the school, a date…
_FIRST_LINES: Final = 10
_TITLES_ENOUGH: Final = 2
_COLUMNS: Final = 300
_DATE: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_INE: Final = re.compile(r"[0-9]{9}[A-Za-z]{2}|[0-9]{10}[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Table:
    """`header_line` 0: the file has no titles, and columns are called "Colonne 1"…"""

    header: list[str]
    header_line: int
    lines: Lines

    def people(self) -> Iterator[Line]:
        return (line for line in self.lines.read() if line[0] > self.header_line)

    def guess(self) -> dict[str, str]:
        """Which column feeds which field, by its title or by what it holds."""
        found = headings.guess(self.header)
        if self.header_line:
            return found
        rows = [cells for _, cells in islice(self.people(), _FIRST_LINES)]
        for field, shape in (("birth_date", _DATE), ("national_id", _INE)):
            for place, title in enumerate(self.header):
                cells = [row[place].strip() for row in rows if place < len(row)]
                if cells and all(shape.fullmatch(cell) for cell in cells):
                    found.setdefault(field, title)
        return found


def find_table(lines: Lines) -> Table:
    first = list(islice(lines.read(), _FIRST_LINES))
    if not first:
        raise refused(Code.EMPTY)
    if max(len(cells) for _, cells in first) > _COLUMNS:
        raise refused(Code.BAD_CSV_FORMAT, "columns", limit=str(_COLUMNS))
    best = max(first, key=lambda line: headings.known_headings(line[1]))
    if headings.known_headings(best[1]) < _TITLES_ENOUGH:
        best = first[0]
    number, cells = best
    if any(_DATE.fullmatch(cell.strip()) or _INE.fullmatch(cell.strip()) for cell in cells):
        return Table(headings.titled([""] * len(cells)), 0, lines)
    return Table(headings.titled(_trimmed(cells)), number, lines)


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Without the empty columns that sheets leave at the end."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def places_of(table: Table, format_: Format, mapping: Mapping[str, str]) -> dict[str, int]:
    """The place of the column that feeds each field."""
    if format_.name == TABLE:
        places = {title: place for place, title in enumerate(table.header)}
        return {field: places[title] for field, title in mapping.items() if title in places}
    return _places_by_label(table, format_)


def _places_by_label(table: Table, format_: Format) -> dict[str, int]:
    labels = {folded(column.label): column.field for column in format_.columns}
    places: dict[str, int] = {}
    problems = []
    for place, title in enumerate(table.header):
        field = labels.get(folded(title))
        if field and field not in places:
            places[field] = place
        elif format_.extra == "refused":
            problems.append(_header(Code.HEADER_UNKNOWN, table, title))
    problems += [
        _header(Code.HEADER_REQUIRED, table, column.label)
        for column in format_.columns
        if column.field not in places and not column.optional
    ]
    if problems:
        raise Refused(*problems)
    return places


def _header(code: Code, table: Table, title: str) -> Problem:
    return Problem(code, line=table.header_line or 1, field=shown(title))


def read_records(table: Table, places: Mapping[str, int], report: Report) -> Iterator[Record]:
    width = len(table.header)
    for number, cells in table.people():
        if any(cell.strip() for cell in cells[width:]):
            report.add(Problem(Code.BAD_CSV_FORMAT, line=number, key="cells", limit=str(width)))
            continue
        values = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        yield Record(number, values)
