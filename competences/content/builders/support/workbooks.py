"""Sheets written as ODS, XLSX or CSV."""

import csv
import io
from datetime import date
from html import escape
from typing import Any

import xlsxwriter

from .archives import EPOCH, without_clock
from .opendocument import open_document
from .sheets import Cell, Formula, Kind, Sheet, shown

_POINTS: dict[Kind, int] = {"text": 120, "number": 75, "money": 90, "date": 80}
_PIXELS_PER_POINT = 1.33
_STYLES = """
<number:date-style style:name="day"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>
</number:date-style>
<number:number-style style:name="amount"><number:number number:decimal-places="2"
 number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>
</number:number-style>
<style:style style:name="text" style:family="table-cell"/>
<style:style style:name="number" style:family="table-cell"/>
<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>
<style:style style:name="money" style:family="table-cell" style:data-style-name="amount"/>
<style:style style:name="title" style:family="table-cell">
<style:text-properties fo:font-weight="bold"/></style:style>
""".replace("\n", "")


def to_xlsx(*sheets: Sheet) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": EPOCH, "author": "Exemple"})
    plain, bold = book.add_format(), book.add_format({"bold": True})
    styles = {
        "money": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
    }
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for place, column in enumerate(sheet.columns):
            page.set_column_pixels(place, place, int(_POINTS[column.kind] * _PIXELS_PER_POINT))
            page.write_string(0, place, column.title, bold)
            for line, row in enumerate(sheet.rows, start=1):
                _write_xlsx(page, (line, place), row[place], styles.get(column.kind, plain))
    book.close()
    return without_clock(buffer.getvalue())


def _write_xlsx(page: Any, place: tuple[int, int], cell: Cell, form: Any) -> None:
    match cell:
        case None:
            return
        case Formula():
            page.write_formula(*place, f"={cell.code}", form, cell.value)
        case date():
            page.write_datetime(*place, cell, form)
        case str():
            page.write_string(*place, cell, form)
        case _:
            page.write_number(*place, cell, form)


def to_ods(*sheets: Sheet) -> bytes:
    widths = "".join(
        f'<style:style style:name="column-{kind}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{points}pt"/></style:style>'
        for kind, points in _POINTS.items()
    )
    return open_document("spreadsheet", "".join(map(_ods_table, sheets)), styles=_STYLES + widths)


def _ods_table(sheet: Sheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="column-{column.kind}"/>' for column in sheet.columns
    )
    rows = [[_ods_cell(column.title, "title") for column in sheet.columns]]
    rows += [
        [_ods_cell(cell, column.kind) for column, cell in zip(sheet.columns, row, strict=True)]
        for row in sheet.rows
    ]
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>\n" for row in rows)
    return f'<table:table table:name="{escape(sheet.name)}">{columns}\n{lines}</table:table>'


def _ods_cell(cell: Cell, style: str) -> str:
    if cell is None:
        return "<table:table-cell/>"
    match cell:
        case Formula():
            value = f'float" office:value="{cell.value}" table:formula="{escape(cell.open_code)}'
        case date():
            value = f'date" office:date-value="{cell.isoformat()}'
        case str():
            value = "string"
        case _:
            value = f'float" office:value="{cell}'
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="{value}">'
        f"<text:p>{escape(shown(cell))}</text:p></table:table-cell>"
    )


def to_csv(sheet: Sheet, *, separator: str = ";", decimal: str = ",") -> str:
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    table.writerow([column.title for column in sheet.columns])
    table.writerows([[shown(cell, decimal) for cell in row] for row in sheet.rows])
    return buffer.getvalue()
