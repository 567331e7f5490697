"""From a file to a list: what it is, and how its people are read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from accounts.school_lists import headings, siecle
from accounts.school_lists.containers.lines import Lines
from accounts.school_lists.containers.sheets import open_sheet
from accounts.school_lists.containers.text import open_text
from accounts.school_lists.formats import SIECLE, TABLE, Format, formats
from accounts.school_lists.problems import Code, Problem, Refused, Report, refused
from accounts.school_lists.rows import REQUIRED, Record
from accounts.school_lists.siecle import SiecleFile
from accounts.school_lists.sources import Limits, Source
from accounts.school_lists.tables import Table, find_table, places_of, read_records

_XML: Final = (".xml", ".zip")
_TABLES: Final[Mapping[str, Callable[[Source, Limits], Lines]]] = {
    ".csv": open_text,
    ".txt": open_text,
    ".tsv": open_text,
    ".xlsx": open_sheet,
    ".ods": open_sheet,
}


@dataclass(frozen=True, slots=True)
class SchoolList:
    """`titles`: how the file calls each field that it feeds. `records` starts again each time."""

    format: Format
    titles: Mapping[str, str]
    records: Callable[[Report], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is. `header` and `mapping` (field → title): for a table only."""

    format: Format
    header: list[str] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)


def recognise(source: Source, limits: Limits | None = None) -> Recognised:
    """Raises `Refused` for what is no list at all."""
    limits = limits or Limits()
    if source.extension in _XML:
        SiecleFile(source, limits).check_start()
        return Recognised(formats()[SIECLE])
    table = _open_table(source, limits)
    found = headings.recognise(table.header)
    mapping = table.guess() if found.name == TABLE else {}
    return Recognised(found, table.header, mapping)


def open_list(
    source: Source,
    *,
    uai: str,
    format_name: str = "",
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> SchoolList:
    """The list as `format_name` (or as what it is). `uai`: of the school it must come from."""
    limits = limits or Limits()
    _check_container(source, format_name)
    if source.extension in _XML:
        read = partial(SiecleFile(source, limits).records, uai)
        return SchoolList(formats()[SIECLE], siecle.titles(), read)
    table = _open_table(source, limits)
    chosen = formats()[format_name] if format_name else headings.recognise(table.header)
    places = places_of(table, chosen, _complete(table, mapping) if chosen.name == TABLE else {})
    titles = {name: table.header[place] for name, place in places.items()}
    return SchoolList(chosen, titles, partial(read_records, table, places))


def first_lines(
    source: Source, limits: Limits | None = None
) -> tuple[list[str], Iterator[list[str]]]:
    """Titles, and cells as they are written, for people to look at. Raises `Refused`."""
    limits = limits or Limits()
    if source.extension in _XML:
        return SiecleFile(source, limits).first_pupils()
    table = _open_table(source, limits)
    width = len(table.header)
    return table.header, ((cells + [""] * width)[:width] for _, cells in table.people())


def _check_container(source: Source, format_name: str) -> None:
    if format_name and (format_name == SIECLE) != (source.extension in _XML):
        label = formats()[format_name].label
        raise refused(Code.INVALID_FILE_EXTENSION, "format", value=source.extension, limit=label)


def _open_table(source: Source, limits: Limits) -> Table:
    opener = _TABLES.get(source.extension)
    if opener is None:
        raise refused(Code.INVALID_FILE_EXTENSION, value=source.extension)
    return find_table(opener(source, limits))


def _complete(table: Table, mapping: Mapping[str, str] | None) -> Mapping[str, str]:
    """The chosen columns, or the guessed ones; without what is required there is no list."""
    chosen = table.guess() if mapping is None else mapping
    missing = [name for name in REQUIRED if chosen.get(name) not in table.header]
    if missing:
        columns = formats()[TABLE].by_field
        line = table.header_line or 1
        raise Refused(
            *(
                Problem(Code.HEADER_REQUIRED, line=line, field=columns[name].label)
                for name in missing
            )
        )
    return chosen
