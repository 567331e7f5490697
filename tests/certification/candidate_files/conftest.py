from datetime import date
from io import BytesIO

import pytest

from accounts.school_lists.sources import from_bytes
from certification.candidate_files.birthplaces import Atlas, Commune, Country, country_key
from certification.candidate_files.checks import Context, check
from certification.candidate_files.columns import COLUMNS
from certification.candidate_files.opendocument import write_ods
from certification.candidate_files.problems import Refused
from certification.candidate_files.reading import read as read_file
from certification.candidate_files.workbook import write_xlsx
from pix.shared.sheets import csv_bytes

TODAY = date(2027, 3, 1)
COUNTRIES = tuple(
    Country(code, name)
    for code, name in (
        ("99100", "FRANCE"),
        ("99109", "ALLEMAGNE"),
        ("99135", "PAYS-BAS"),
        ("99326", "CÔTE D'IVOIRE"),
    )
)
AMBERIEU = Commune("01004", "AMBERIEU EN BUGEY")
AJACCIO = Commune("2A004", "AJACCIO")
LYON_3 = Commune("69383", "LYON 03")
SAINT_DENIS = Commune("93066", "ST DENIS")
COMMUNES = {one.insee_code: one for one in (AMBERIEU, AJACCIO, LYON_3, SAINT_DENIS)}
SERVED = {"01500": (AMBERIEU,), "20000": (AJACCIO,), "69003": (LYON_3,), "93200": (SAINT_DENIS,)}
ATLAS = Atlas({country_key(one.name): one for one in COUNTRIES}, COMMUNES, SERVED)
WRITERS = {"liste.ods": write_ods, "liste.xlsx": write_xlsx}

# A candidate as a table says her.
GOOD = {
    "last_name": "Martin",
    "first_name": "Zoé",
    "birth_date": "01/03/2010",
    "sex": "F",
    "birth_insee_code": "01004",
    "birth_country": "FRANCE",
}


class Reading:
    """What was understood of a file."""

    def __init__(self, name, content, *, bills=False):
        self.rows, self.problems = [], []
        try:
            found = read_file(from_bytes(name, content))
            context = Context(ATLAS, TODAY, bills=bills, titles=found.titles)
            checked = check(found, context)
            self.rows, self.problems = checked.rows, checked.problems
        except Refused as refusal:
            self.problems = list(refusal.problems)

    @property
    def codes(self):
        return [problem.code for problem in self.problems]


def table(*rows, extra=()):
    """The bytes of a CSV with the official headings, from the first line."""
    titles = [column.heading for column in COLUMNS if any(column.field in row for row in rows)]
    fields = [column.field for column in COLUMNS if any(column.field in row for row in rows)]
    cells = [[row.get(name, "") for name in (*fields, *extra)] for row in rows]
    return csv_bytes([*titles, *extra], cells)


def written(sheet, name):
    file = BytesIO()
    WRITERS[name](file, sheet)
    return file.getvalue()


@pytest.fixture
def read():
    """The file that has these lines: each is a good candidate, but for what is said."""

    def _read(*changes, extra=(), **how):
        return Reading("l.csv", table(*(GOOD | one for one in changes), extra=extra), **how)

    return _read
