"""Delimited text: which encoding, which separator, then its lines."""

import csv
from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import Final, Self, TextIO

from accounts.school_lists.containers.lines import Line, Lines
from accounts.school_lists.headings import known_headings
from accounts.school_lists.problems import Code, refused
from accounts.school_lists.sources import Limits, Source

# In this order: what is read with the most known titles wins, the first one if none does better.
_ENCODINGS: Final = ("utf-8-sig", "cp1252", "mac_roman")
_BOMS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS: Final = ";\t,|"
_FIRST_LINES: Final = 10
_CHUNK: Final = 1 << 16
# Characters between two rows: beyond, it is no table, and a row of it would fill the memory.
_ROW: Final = 100_000


def open_text(source: Source, limits: Limits) -> Lines:
    if source.size > limits.unzipped:
        raise refused(Code.PAYLOAD_TOO_LARGE)
    encoding = _encoding(source)
    separator = _separator(source, encoding)
    return Lines(partial(_lines, source, encoding, separator, limits))


def _encoding(source: Source) -> str:
    with source.open() as file:
        start = file.read(_CHUNK)
    if not start.strip():
        raise refused(Code.EMPTY)
    if start[:2] in _BOMS:
        return _decodable(source, _BOMS[start[:2]])
    if b"\0" in start:
        raise refused(Code.ENCODING_NOT_SUPPORTED, "text")
    readings = [name for name in _ENCODINGS if _can_decode(source, name)]
    return max(readings, key=lambda name: _titles(source, name))


def _decodable(source: Source, encoding: str) -> str:
    if not _can_decode(source, encoding):
        raise refused(Code.ENCODING_NOT_SUPPORTED, "text")
    return encoding


def _can_decode(source: Source, encoding: str) -> bool:
    try:
        with TextIOWrapper(source.open(), encoding) as text:
            while text.read(_CHUNK):
                pass
    except UnicodeError:
        return False
    return True


def _titles(source: Source, encoding: str) -> int:
    """How many known titles the first lines hold, read that way."""
    separator = _separator(source, encoding)
    rows = (cells for _, cells in islice(_lines(source, encoding, separator), _FIRST_LINES))
    try:
        return max((known_headings(cells) for cells in rows), default=0)
    except Exception:  # noqa: BLE001 -- a reading that fails is not the right one; the next call says why
        return 0


def _separator(source: Source, encoding: str) -> str:
    """The one that cuts the first lines into the most cells."""
    with TextIOWrapper(source.open(), encoding, newline="") as text:
        start = [line for line in text.read(_CHUNK).splitlines() if line.strip()][:_FIRST_LINES]
    return max(_SEPARATORS, key=lambda mark: max((line.count(mark) for line in start), default=0))


class _Feed:
    """The lines of a text. `pending`: characters since the last row, which a quote may prolong."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.pending = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self.text.readline(_ROW + 1)
        self.pending += len(line)
        if self.pending > _ROW:
            raise csv.Error
        if not line:
            raise StopIteration
        return line


def _lines(
    source: Source, encoding: str, separator: str, limits: Limits | None = None
) -> Iterator[Line]:
    most = (limits or Limits()).rows
    with TextIOWrapper(source.open(), encoding, newline="") as text:
        feed = _Feed(text)
        reader = csv.reader(feed, delimiter=separator, strict=True)
        number = 1
        try:
            for cells in reader:
                feed.pending = 0
                if any(cell.strip() for cell in cells):
                    yield number, cells
                number = reader.line_num + 1
                if number > most:
                    raise refused(Code.PAYLOAD_TOO_LARGE, "rows", limit=str(most))
        except csv.Error:
            raise refused(Code.BAD_CSV_FORMAT, "quotes", line=number) from None
