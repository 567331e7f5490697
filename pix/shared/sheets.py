"""Tables that people download and open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import chain

from django.http import HttpResponse
from xlsxwriter import Workbook

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so is a formula for a spreadsheet: what somebody typed must stay text.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 22

type Rows = Iterable[Sequence[object]]


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
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
