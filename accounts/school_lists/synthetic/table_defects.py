"""Defects of the lists that are tables: one cell, one column, one way of writing at a time."""

from collections.abc import Callable, Mapping
from typing import Final

from accounts.school_lists.formats import formats
from accounts.school_lists.synthetic.defects import Defect, Sample
from accounts.school_lists.synthetic.files import vast_sheet
from accounts.school_lists.synthetic.people import Pupil
from accounts.school_lists.synthetic.tables import (
    Rows,
    csv_bytes,
    ods_bytes,
    table_rows,
    xlsx_bytes,
)

_AGRICULTURAL: Final = "fregata"
_HIGHER: Final = "higher"
_TITLES: Final = ("Nom", "Prénom", "Né(e) le", "Classe", "INE")
_FIELDS: Final = ("last_name", "first_name", "birth_date", "class_name", "national_id")
_THIRD: Final = 3

type Make = Callable[[list[Pupil]], Sample]
type Change = Callable[[Rows], object]


def free_rows(pupils: list[Pupil]) -> Rows:
    """A table as a person would make it."""
    people = [pupil.fields | {"class_name": pupil.classes[0]} for pupil in pupils]
    return [list(_TITLES), *([one[name] for name in _FIELDS] for one in people)]


def _cells(format_name: str, **cells: str) -> Make:
    """The third person has these values, by field."""
    places = [column.field for column in formats()[format_name].columns]

    def change(rows: Rows) -> None:
        for name, text in cells.items():
            rows[_THIRD][places.index(name)] = text

    return _rows(format_name, change)


def _rows(format_name: str, change: Change) -> Make:
    """The table changed so."""

    def make(pupils: list[Pupil]) -> Sample:
        rows = table_rows(pupils, format_name)
        change(rows)
        return Sample("liste.csv", csv_bytes(rows))

    return make


def _free(change: Change = list, name: str = "liste.csv", **how: str) -> Make:
    """A free table, changed and written so."""

    def make(pupils: list[Pupil]) -> Sample:
        rows = free_rows(pupils)
        change(rows)
        return Sample(name, csv_bytes(rows, **how))

    return make


def _sheet(write: Callable[[Rows], bytes], name: str, change: Change = list) -> Make:
    def make(pupils: list[Pupil]) -> Sample:
        rows = free_rows(pupils)
        change(rows)
        return Sample(name, write(rows))

    return make


def _bytes(content: bytes, name: str = "liste.csv") -> Make:
    return lambda pupils: Sample(name, content)


def _without_column(place: int) -> Change:
    return lambda rows: [row.pop(place) for row in rows]


def _more_column(rows: Rows) -> None:
    for number, row in enumerate(rows):
        row.append("06 00 00 00 00" if number else "Téléphone")


def _twice(rows: Rows) -> None:
    rows[_THIRD][0] = rows[1][0]


def _same_person(rows: Rows) -> None:
    rows[_THIRD] = [*rows[1][:-1], ""]
    rows[1][-1] = ""


def _short_dates(rows: Rows) -> None:
    for row in rows[1:]:
        row[2] = row[2][:6] + row[2][-2:]


def _iso_dates(rows: Rows) -> None:
    for row in rows[1:]:
        row[2] = "-".join(reversed(row[2].split("/")))


def _under_a_heading(rows: Rows) -> None:
    rows[:0] = [["Collège Alice-Guy"], ["Liste au 22/11/2026"], []]


def _unclosed(pupils: list[Pupil]) -> Sample:
    rows = free_rows(pupils)
    rows[_THIRD][0] = "MARQUE"
    return Sample("liste.csv", csv_bytes(rows).replace(b"MARQUE", b'"MARQUE'))


TABLE_DEFECTS: Final[Mapping[str, Defect]] = {
    "fregata": Defect(_rows(_AGRICULTURAL, list)),
    "fregata-letters": Defect(_cells(_AGRICULTURAL, sex="F")),
    "fregata-short-date": Defect(_cells(_AGRICULTURAL, birth_date="14/03/12")),
    "fregata-extra-column": Defect(_rows(_AGRICULTURAL, _more_column), "HEADER_UNKNOWN"),
    "fregata-missing-column": Defect(
        _rows(_AGRICULTURAL, _without_column(_THIRD)), "HEADER_REQUIRED"
    ),
    "fregata-duplicate": Defect(_rows(_AGRICULTURAL, _twice), "IDENTIFIER_UNIQUE"),
    "fregata-no-name": Defect(_cells(_AGRICULTURAL, last_name=""), "FIELD_REQUIRED"),
    "fregata-long-name": Defect(_cells(_AGRICULTURAL, last_name="A" * 256), "FIELD_MAX_LENGTH"),
    "fregata-sex": Defect(_cells(_AGRICULTURAL, sex="X"), "FIELD_BAD_VALUES"),
    "fregata-status": Defect(_cells(_AGRICULTURAL, status="XX"), "FIELD_BAD_VALUES"),
    "fregata-date": Defect(_cells(_AGRICULTURAL, birth_date="mars 2012"), "FIELD_DATE_FORMAT"),
    "fregata-country": Defect(
        _cells(_AGRICULTURAL, birth_country_code="FRA"), "INSEE_CODE_INVALID"
    ),
    "fregata-city": Defect(
        _cells(_AGRICULTURAL, birth_country_code="99100", birth_city_code="3A238"),
        "INSEE_CODE_INVALID",
    ),
    "fregata-city-length": Defect(
        _cells(_AGRICULTURAL, birth_country_code="99100", birth_city_code="3523"), "FIELD_LENGTH"
    ),
    "fregata-no-city": Defect(
        _cells(_AGRICULTURAL, birth_country_code="99100", birth_city_code=""), "FIELD_REQUIRED"
    ),
    "fregata-abroad-no-city": Defect(
        _cells(_AGRICULTURAL, birth_country_code="99109", birth_city=""), "FIELD_REQUIRED"
    ),
    "fregata-department": Defect(
        _cells(_AGRICULTURAL, birth_department_code="5"), "FIELD_MIN_LENGTH"
    ),
    "fregata-no-class": Defect(_cells(_AGRICULTURAL, class_name=""), "FIELD_REQUIRED"),
    "higher": Defect(_rows(_HIGHER, list)),
    "higher-email": Defect(_cells(_HIGHER, email="etudiant.example.org"), "FIELD_EMAIL_FORMAT"),
    "higher-no-number": Defect(_cells(_HIGHER, local_id=""), "FIELD_REQUIRED"),
    "onde": Defect(_rows("onde", _more_column)),
    "table": Defect(_free()),
    "table-commas": Defect(_free(separator=",")),
    "table-tabs": Defect(_free(separator="\t", name="liste.txt")),
    "table-windows": Defect(_free(encoding="cp1252")),
    "table-mac": Defect(_free(encoding="mac_roman", newline="\r")),
    "table-utf-16": Defect(_free(encoding="utf-16", separator="\t")),
    "table-short-dates": Defect(_free(_short_dates)),
    "table-iso-dates": Defect(_free(_iso_dates)),
    "table-under-a-heading": Defect(_free(_under_a_heading)),
    "table-extra-column": Defect(_free(_more_column)),
    "table-no-titles": Defect(_free(lambda rows: rows.pop(0)), "HEADER_REQUIRED"),
    "table-no-birth-dates": Defect(_free(_without_column(2)), "HEADER_REQUIRED"),
    "table-same-person": Defect(_free(_same_person), "IDENTITY_UNIQUE"),
    "table-only-titles": Defect(_free(lambda rows: rows.__delitem__(slice(1, None))), "EMPTY"),
    "table-more-cells": Defect(_free(lambda rows: rows[_THIRD].append("x")), "BAD_CSV_FORMAT"),
    "table-open-quote": Defect(_unclosed, "BAD_CSV_FORMAT"),
    "table-empty": Defect(_bytes(b""), "EMPTY"),
    "table-picture": Defect(_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "ENCODING_NOT_SUPPORTED"),
    "sheet-xlsx": Defect(_sheet(xlsx_bytes, "liste.xlsx")),
    "sheet-xlsx-text": Defect(
        _sheet(lambda rows: xlsx_bytes(rows, real_dates=False), "liste.xlsx")
    ),
    "sheet-ods": Defect(_sheet(ods_bytes, "liste.ods")),
    "sheet-under-a-heading": Defect(_sheet(xlsx_bytes, "liste.xlsx", _under_a_heading)),
    "sheet-same-ine": Defect(
        _sheet(xlsx_bytes, "liste.xlsx", lambda rows: rows[_THIRD].__setitem__(-1, rows[1][-1])),
        "INE_UNIQUE",
    ),
    "sheet-broken": Defect(_bytes(b"PK\x03\x04 not a sheet", "liste.xlsx"), "INVALID_FILE"),
    "sheet-locked": Defect(_bytes(b"\xd0\xcf\x11\xe0locked", "liste.xlsx"), "INVALID_FILE"),
    "sheet-vast": Defect(lambda pupils: Sample("liste.xlsx", vast_sheet()), "INVALID_FILE"),
}
