"""A program: reads a workbook from its standard input and writes its sheet as CSV, a line a row.

    python -I sheet_process.py ROWS CHARACTERS

It imports nothing of ours.
"""

import csv
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Final

from python_calamine import CalamineWorkbook, SheetVisibleEnum

_MEMORY: Final = 1 << 30
_SECONDS: Final = 60
_TOO_LARGE: Final = 3

Cell = int | float | str | bool | time | date | datetime | timedelta


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    rows, characters = (int(argument) for argument in sys.argv[1:3])
    workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for number, cells in enumerate(_rows(workbook)):
        writer.writerow([_text(cell) for cell in cells])
        if number >= rows or text.tell() > characters:
            return _TOO_LARGE
    sys.stdout.buffer.write(text.getvalue().encode("utf-8", "replace"))
    return 0


def _rows(workbook: CalamineWorkbook) -> Iterator[list[Cell]]:
    """Of the first sheet that is shown and holds something; the empty ones before it included."""
    for place, sheet in enumerate(workbook.sheets_metadata):
        if sheet.visible == SheetVisibleEnum.Visible:
            found = workbook.get_sheet_by_index(place)
            if found.end is not None:
                return iter(found.iter_rows())
    return iter(())


def _text(cell: Cell) -> str:
    """As a person would write it, on one line: 12.0 is 12, and days come first in dates."""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split()) if isinstance(cell, str) else str(cell)


if __name__ == "__main__":
    sys.exit(main())
