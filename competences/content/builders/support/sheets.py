"""Tables that become ODS, XLSX or CSV: one model, three writers."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import xlsxwriter
from odf import number, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet

from .archives import EPOCH, without_clock

Kind = Literal["text", "number", "money", "date"]
_POINTS = {"text": 120, "number": 75, "money": 90, "date": 80}
_REFERENCE = re.compile(r"(\$?[A-Z]{1,2}\$?\d+)(:\$?[A-Z]{1,2}\$?\d+)?")


@dataclass(frozen=True, slots=True)
class Formula:
    """`code` in English with commas, as in XLSX: `SUM(E2:E9)`; `value` is its result."""

    code: str
    value: float

    @property
    def open_formula(self) -> str:
        code = _REFERENCE.sub(lambda m: f"[.{m[1]}{(m[2] or '').replace(':', ':.')}]", self.code)
        return f"of:={code.replace(',', ';')}"


Cell = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def to_xlsx(*sheets: Sheet) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": EPOCH, "author": "Exemple"})
    styles = {
        "money": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "text": book.add_format({}),
        "number": book.add_format({}),
    }
    bold = book.add_format({"bold": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for position, column in enumerate(sheet.columns):
            page.set_column_pixels(position, position, int(_POINTS[column.kind] * 1.4))
            page.write_string(0, position, column.title, bold)
            for line, row in enumerate(sheet.rows, start=1):
                _write_xlsx(page, line, position, row[position], styles[column.kind])
    book.close()
    return without_clock(buffer.getvalue())


def _write_xlsx(page: Any, line: int, position: int, cell: Cell, form: Any) -> None:
    match cell:
        case None:
            return
        case Formula():
            page.write_formula(line, position, f"={cell.code}", form, cell.value)
        case date():
            page.write_datetime(line, position, cell, form)
        case str():
            page.write_string(line, position, cell, form)
        case _:
            page.write_number(line, position, cell, form)


def to_ods(*sheets: Sheet) -> bytes:
    document = OpenDocumentSpreadsheet()
    _add_styles(document)
    for sheet in sheets:
        page = table.Table(name=sheet.name)
        for column in sheet.columns:
            page.addElement(table.TableColumn(stylename=f"column-{column.kind}"))
        titles = table.TableRow()
        for column in sheet.columns:
            titles.addElement(_ods_cell(column.title, "title"))
        page.addElement(titles)
        for row in sheet.rows:
            line = table.TableRow()
            for column, cell in zip(sheet.columns, row, strict=True):
                line.addElement(_ods_cell(cell, column.kind))
            page.addElement(line)
        document.spreadsheet.addElement(page)
    buffer = io.BytesIO()
    document.write(buffer)
    return without_clock(buffer.getvalue())


def _add_styles(document: Any) -> None:
    day = number.DateStyle(name="day")
    for part in (number.Day, number.Month, number.Year):
        if day.childNodes:
            day.addElement(number.Text(text="/"))
        day.addElement(part(style="long"))
    money = number.NumberStyle(name="amount")
    money.addElement(number.Number(decimalplaces="2", minintegerdigits="1", grouping="true"))
    plain = style.Style(name="text", family="table-cell")
    figure = style.Style(name="number", family="table-cell")
    dated = style.Style(name="date", family="table-cell", datastylename=day)
    priced = style.Style(name="money", family="table-cell", datastylename=money)
    title = style.Style(name="title", family="table-cell")
    title.addElement(style.TextProperties(fontweight="bold"))
    for item in (day, money, plain, figure, dated, priced, title):
        document.automaticstyles.addElement(item)
    for kind, points in _POINTS.items():
        column = style.Style(name=f"column-{kind}", family="table-column")
        column.addElement(style.TableColumnProperties(columnwidth=f"{points}pt"))
        document.automaticstyles.addElement(column)


def _ods_cell(cell: Cell, stylename: str) -> Any:
    match cell:
        case None:
            return table.TableCell(stylename=stylename)
        case Formula():
            made = table.TableCell(
                stylename=stylename,
                formula=cell.open_formula,
                valuetype="float",
                value=str(cell.value),
            )
        case date():
            made = table.TableCell(
                stylename=stylename, valuetype="date", datevalue=cell.isoformat()
            )
        case str():
            made = table.TableCell(stylename=stylename, valuetype="string")
        case _:
            made = table.TableCell(stylename=stylename, valuetype="float", value=str(cell))
    made.addElement(text.P(text=shown(cell)))
    return made


def to_csv(sheet: Sheet, *, separator: str = ";", decimal: str = ",") -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows([[shown(cell, decimal) for cell in row] for row in sheet.rows])
    return buffer.getvalue()


def shown(cell: Cell, decimal: str = ",") -> str:
    """A cell as the French read it."""
    match cell:
        case None:
            return ""
        case Formula():
            return shown(cell.value, decimal)
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case float():
            return f"{cell:.2f}".replace(".", decimal)
    return str(cell)
