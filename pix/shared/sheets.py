"""Tables that people download and open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from itertools import chain
from typing import BinaryIO, Final

from django.http import HttpResponse
from django.utils.timezone import localtime, make_naive
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pix.shared.numbers import is_french

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so is a formula for a spreadsheet: what somebody typed must stay text. Some
# leave out the blanks in front, or read the wide signs of East Asian keyboards as the usual ones.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Alone, it says that there is nothing to say: no spreadsheet reads it as a formula.
_NOTHING: Final = "-"
_WIDTH = 22
# Signs that a cell of a workbook holds at most.
_LONGEST: Final = 32_767
_DAY_AND_HOUR: Final = "%d/%m/%Y %H:%M"

type Rows = Iterable[Sequence[object]]
type Cell = str | int | float | datetime | None
type Cells = Iterable[Sequence[Cell]]


def csv_bytes(headings: Sequence[str], rows: Rows) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets set in French expect."""
    return b"".join(csv_lines(headings, rows))


def csv_lines(headings: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """The same, line by line: for files that are too long to be held."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    yield _BYTE_ORDER_MARK.encode()
    for row in chain([headings], ([_inert(value) for value in row] for row in rows)):
        writer.writerow(row)
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()


def xlsx_bytes(headings: Sequence[str], rows: Rows, *, title: str) -> bytes:
    """Every cell is text: a birth date stays as it is written, whatever the spreadsheet."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(title)
        as_text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "num_format": "@"})
        sheet.set_column(0, len(headings) - 1, _WIDTH, as_text)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate([headings, *rows]):
            for column, value in enumerate(row):
                sheet.write_string(line, column, str(value), as_text if line else bold)
    return file.getvalue()


def attached(content: bytes, *, kind: str, name: str) -> HttpResponse:
    """A file to keep, not a page to show."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)


def _inert(value: object) -> str:
    text = str(value)
    if text == _NOTHING:
        return text
    begins = text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{text}" if begins else text


def told(value: Cell) -> str:
    """A cell as people read it, and as a spreadsheet set in their language reads it again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if is_french() else text
    if isinstance(value, datetime):
        return localtime(value).strftime(_DAY_AND_HOUR)
    return str(value)


def write_xlsx(file: BinaryIO, headings: Sequence[str], rows: Cells, *, title: str) -> None:
    """Row after row, in constant memory: figures and dates are those of the spreadsheet."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True})
        dated = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.set_column(0, max(len(headings) - 1, 0), _WIDTH)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, line, column, value, dated)


def _write(sheet: Worksheet, line: int, column: int, value: Cell, dated: Format) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(line, column, make_naive(value), dated)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, column, value)
    elif value not in (None, ""):
        sheet.write_string(line, column, told(value)[:_LONGEST])
