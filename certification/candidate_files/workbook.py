"""The same sheet as a workbook (XLSX)."""

from datetime import date
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from certification.candidate_files.layout import FIRST_LINE, Cell, Sheet, Style

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Characters of the usual font in a centimetre.
_A_CENTIMETRE: Final = 5
_BORDER: Final = {"border": 1, "border_color": "#8a8f98"}
_LOOKS: Final[dict[Style, dict[str, Any]]] = {
    Style.TITLE: {"bold": True, "font_size": 16},
    Style.LABEL: {"bold": True},
    Style.VALUE: {**_BORDER, "num_format": "@"},
    Style.GROUP: {**_BORDER, "bold": True, "bg_color": "#dfe3fb"},
    Style.HELP: {"font_size": 9, "font_color": "#4a5060", "text_wrap": True},
    Style.HEADING: {**_BORDER, "bold": True, "bg_color": "#eef0fc", "text_wrap": True},
    Style.TEXT: {**_BORDER, "num_format": "@"},
    Style.DATE: {**_BORDER, "num_format": "dd/mm/yyyy"},
    Style.PERCENT: {**_BORDER, "num_format": "0 %"},
}


def write_xlsx(file: BinaryIO, sheet: Sheet) -> None:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        page = book.add_worksheet(sheet.name)
        looks = {style: book.add_format(look) for style, look in _LOOKS.items()}
        page.set_landscape()
        page.fit_to_pages(1, 0)
        for place, (width, style) in enumerate(zip(sheet.widths, sheet.styles, strict=True)):
            page.set_column(place, place, width * _A_CENTIMETRE, looks[style])
        last = _fill(page, sheet, looks)
        # The column of sexes: M or F, chosen in a list.
        rule = {"validate": "list", "source": ["M", "F"]}
        page.data_validation(FIRST_LINE - 1, 3, last, 3, rule)


def _fill(page: Worksheet, sheet: Sheet, looks: dict[Style, Format]) -> int:
    """The last line, blank ones included."""
    line = 0
    for cells in sheet.rows:
        place = 0
        for cell in cells:
            _write(page, line, place, cell, looks)
            place += cell.span
        line += 1
    for blank in range(line, line + sheet.blank_lines):
        for place, style in enumerate(sheet.styles):
            page.write_blank(blank, place, None, looks[style])
    return line + sheet.blank_lines - 1


def _write(page: Worksheet, line: int, place: int, cell: Cell, looks: dict[Style, Format]) -> None:
    look = looks[cell.style]
    if cell.span > 1:
        page.merge_range(line, place, line, place + cell.span - 1, "", look)
    if isinstance(cell.value, date):
        page.write_datetime(line, place, cell.value, looks[Style.DATE])
    elif isinstance(cell.value, str):
        page.write_string(line, place, cell.value, look)
    else:
        page.write_number(line, place, cell.value, look)
