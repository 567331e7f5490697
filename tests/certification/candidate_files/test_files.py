"""The official sheet, written and read again; other tables; and whatever is no list at all."""

from datetime import date
from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import load
from odf.table import TableRow

from accounts.names import identity_key
from accounts.school_lists.values import clean
from certification.candidate_files.birthplaces import BirthPlace
from certification.candidate_files.layout import SessionLabel, sheet
from certification.candidate_files.rows import CandidateRow
from pix.shared.sheets import csv_bytes

from .conftest import COMMUNES, COUNTRIES, GOOD, TODAY, WRITERS, Reading, table, written

SESSION = SessionLabel(
    number="12", site="Collège", room="B12", day=TODAY, time="09:00", invigilators="A. Petit"
)
signs = st.characters(exclude_categories=["C", "Zl", "Zp"])
# As reading cleans them: such texts come back the same.
names = st.builds(
    lambda before, letter, after: clean(f"{before}{letter}{after}"),
    st.text(signs, max_size=9),
    st.sampled_from("AzÉñø"),
    st.text(signs, max_size=20),
) | st.sampled_from(["=SOMME(A1)", "-2+3", "@moi", "007", "O'Neil", "<b>&amp;"])
in_france = st.sampled_from([*COMMUNES.values()]).map(
    lambda one: BirthPlace("99100", "FRANCE", one.insee_code, one.name)
)
abroad = st.builds(
    lambda country, city: BirthPlace(country.code, country.name, country.code, city),
    st.sampled_from(COUNTRIES[1:]),
    names,
)
people = st.fixed_dictionaries(
    {
        "last_name": names,
        "first_name": names,
        "birth_date": st.dates(date(1900, 1, 2), date(2027, 2, 28)),
        "sex": st.sampled_from("MF"),
        "birth_place": in_france | abroad,
        "email": st.sampled_from(["", "zoe@exemple.fr"]),
        "external_id": st.sampled_from(["", "007", "1e5", "=1+1", "12/05"]),
        "extra_time": st.none() | st.integers(1, 99),
    }
)


def candidate(line, values):
    named = {name: values[name] for name in ("last_name", "first_name", "birth_date")}
    return CandidateRow(line=line, identity=identity_key(**named), **values)


def spoilt(content, changes):
    spoiled = bytearray(content)
    for place, new in changes:
        at = place % len(spoiled)
        spoiled[at : at + len(new)] = new
    return bytes(spoiled)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25, deadline=None)
@given(found=st.lists(people, max_size=5))
def test_what_is_written_is_read(name, found):
    rows = {row.identity: row for row in (candidate(12, one) for one in found)}.values()
    rows = [candidate(line, one) for line, one in enumerate(map(values_of, rows), start=12)]
    reading = Reading(name, written(sheet(SESSION, rows), name))
    assert reading.rows == rows
    assert reading.codes == ([] if rows else ["EMPTY"])


def values_of(row):
    return {
        name: getattr(row, name)
        for name in row.__slots__
        if name not in {"line", "identity", "result_recipient_email"}
    }


def test_the_sheet_is_an_opendocument(tmp_path):
    path = tmp_path / "liste.ods"
    path.write_bytes(written(sheet(SESSION, [candidate(12, EXAMPLE)]), "liste.ods"))
    rows = load(str(path)).spreadsheet.getElementsByType(TableRow)
    assert len(rows) == 12 + 100
    assert str(rows[10]).startswith("* Nom de naissance* Prénom")
    assert "01/03/2010" in str(rows[11])


EXAMPLE = {
    "last_name": "Martin",
    "first_name": "Zoé",
    "birth_date": date(2010, 3, 1),
    "sex": "F",
    "birth_place": BirthPlace("99100", "FRANCE", "01004", "AMBERIEU EN BUGEY"),
}


def test_a_table_may_have_other_titles():
    titles = ["Nom", "Prénom", "Né(e) le", "Sexe", "Pays de naissance", "Code Insee", "Divers"]
    cells = [["Martin", "Zoé", "01/03/2010", "F", "France", "01004", "!"]]
    assert len(Reading("l.csv", csv_bytes(titles, cells)).rows) == 1


def test_columns_that_a_list_needs_are_told():
    reading = Reading("l.csv", csv_bytes(["Nom", "Prénom", "Sexe"], [["a", "b", "F"]]))
    assert reading.codes == ["HEADER_REQUIRED"] * 2
    assert [problem.line for problem in reading.problems] == [1, 1]


def test_lines_are_those_of_the_file():
    content = table(GOOD, {}, GOOD | {"sex": "X"})
    assert [problem.line for problem in Reading("l.csv", content).problems] == [4]


def test_a_table_in_an_old_encoding():
    content = table(GOOD).decode("utf-8-sig").encode("cp1252")
    assert Reading("l.csv", content).rows[0].first_name == "Zoé"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("l.pdf", b"%PDF", "INVALID_FILE_EXTENSION"),
        ("l.csv", b"", "EMPTY"),
        ("l.csv", b"a;b\n1;2\n", "HEADER_REQUIRED"),
        ("l.ods", b"PK", "INVALID_FILE"),
    ],
)
def test_what_is_no_list_is_refused(name, content, code):
    assert Reading(name, content).codes == [code]


slips = st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), max_size=6)
SHEETS = {name: written(sheet(SESSION, [candidate(12, EXAMPLE)]), name) for name in WRITERS}


@settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes(content):
    assert Reading("l.csv", content).problems


@settings(max_examples=80, deadline=None)
@given(changes=slips)
def test_a_good_table_that_was_damaged(changes):
    reading = Reading("l.csv", spoilt(table(GOOD, GOOD), changes))
    assert reading.problems or len(reading.rows) <= 2


@pytest.mark.parametrize("name", SHEETS)
@settings(max_examples=15, deadline=None)
@given(changes=slips)
def test_a_sheet_that_was_damaged(name, changes):
    reading = Reading(name, spoilt(SHEETS[name], changes))
    assert reading.problems or len(reading.rows) <= 1


@settings(max_examples=100, deadline=None)
@given(
    cells=st.fixed_dictionaries(
        {name: st.text(max_size=12) | st.text(printable, max_size=12) for name in GOOD}
        | {"extra_time": st.text("0123456789.,% ", max_size=8), "email": st.text(max_size=9)}
    )
)
def test_any_cells(cells):
    content = table({name: text.encode("utf-8", "ignore").decode() for name, text in cells.items()})
    reading = Reading("l.csv", content)
    assert reading.problems or len(reading.rows) == 1
