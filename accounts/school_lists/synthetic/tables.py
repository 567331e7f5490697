"""The lists that are tables: agricultural, higher education, primary, or free; text or sheets."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import BytesIO, StringIO
from typing import Final

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from xlsxwriter import Workbook

from accounts.school_lists.formats import Column, formats
from accounts.school_lists.synthetic.people import Pupil

type Rows = list[list[str]]

_SEXES: Final = {"1": "Masculin", "2": "Féminin"}


def table_rows(pupils: Iterable[Pupil], format_name: str) -> Rows:
    """Titles, then a row a pupil, as that format writes them."""
    columns = formats()[format_name].columns
    writer = _WRITERS.get(format_name, _plain)
    return [
        [column.label for column in columns],
        *([writer(pupil, column) for column in columns] for pupil in pupils),
    ]


def csv_bytes(
    rows: Rows, *, separator: str = ";", encoding: str = "utf-8", newline: str = "\r\n"
) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=newline).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Rows, *, real_dates: bool = True) -> bytes:
    """Dates as spreadsheets keep them, unless they are wanted as text."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Élèves")
        as_date = book.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                day = _day(cell) if real_dates else None
                if day:
                    sheet.write_datetime(line, column, day, as_date)
                else:
                    sheet.write_string(line, column, cell)
    return file.getvalue()


def ods_bytes(rows: Rows) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Élèves")
    for row in rows:
        line = TableRow()
        for text in row:
            day = _day(text)
            kind = {"valuetype": "date", "datevalue": f"{day:%Y-%m-%d}"} if day else {}
            cell = TableCell(**kind or {"valuetype": "string"})
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _day(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        return None


def _plain(pupil: Pupil, column: Column) -> str:
    if column.field == "class_name":
        return pupil.classes[0] if pupil.classes else ""
    if column.field == "local_id":
        return str(pupil.id)
    return pupil.fields.get(column.field, "")


def _agricultural(pupil: Pupil, column: Column) -> str:
    text = _plain(pupil, column)
    if column.field == "sex":
        return _SEXES.get(text, text)
    if column.field == "birth_country_code":
        return f"99{text}"
    if column.field == "birth_department_code":
        return text.removeprefix("0")
    return text


def _higher(pupil: Pupil, column: Column) -> str:
    invented = {
        "email": f"etudiant.{pupil.id}@example.org",
        "department": "Sciences",
        "diploma": "Licence",
        "study_scheme": "Formation initiale",
    }
    return invented.get(column.field) or _plain(pupil, column)


_WRITERS: Final[Mapping[str, Callable[[Pupil, Column], str]]] = {
    "fregata": _agricultural,
    "higher": _higher,
}
