"""Whatever bytes are sent, the answer is a list or a refusal: nothing else is ever raised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.school_lists.synthetic.people import class_names, make_school
from accounts.school_lists.synthetic.siecle import siecle_bytes, zipped
from accounts.school_lists.synthetic.table_defects import free_rows
from accounts.school_lists.synthetic.tables import csv_bytes, ods_bytes, table_rows, xlsx_bytes

from .conftest import Reading

PUPILS = make_school(classes=class_names(1), pupils_each=3)
XML = siecle_bytes(PUPILS)
ZIP = zipped({"e.xml": XML})
CSV = csv_bytes(table_rows(PUPILS, "fregata"))
FREE = csv_bytes(free_rows(PUPILS))
SHEETS = {"e.xlsx": xlsx_bytes(free_rows(PUPILS)), "e.ods": ods_bytes(free_rows(PUPILS))}

# Where and what: bytes of a good file replaced.
slips = st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), max_size=6)


def spoilt(content, changes):
    spoiled = bytearray(content)
    for place, new in changes:
        at = place % len(spoiled)
        spoiled[at : at + len(new)] = new
    return bytes(spoiled)


@pytest.mark.parametrize("name", ["e.xml", "e.zip", "e.csv"])
@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes(name, content):
    assert isinstance(Reading(name, content).problems, list)


@pytest.mark.parametrize(
    ("name", "content"), [("e.xml", XML), ("e.zip", ZIP), ("e.csv", CSV), ("a.csv", FREE)]
)
@settings(max_examples=150, deadline=None)
@given(changes=slips)
def test_a_good_file_that_was_damaged(name, content, changes):
    reading = Reading(name, spoilt(content, changes))
    assert reading.problems or len(reading.rows) + reading.report.skipped.total() <= len(PUPILS)


@pytest.mark.parametrize("name", SHEETS)
@settings(max_examples=15, deadline=None)
@given(changes=slips)
def test_a_sheet_that_was_damaged(name, changes):
    assert isinstance(Reading(name, spoilt(SHEETS[name], changes)).problems, list)


@settings(max_examples=150, deadline=None)
@given(cells=st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=8))
def test_any_cells(cells):
    titles = [
        "Nom",
        "Prénom",
        "Né(e) le",
        "INE",
        "Sexe",
        "Code commune de naissance",
        "Pays de naissance",
    ]
    content = csv_bytes([titles, *cells], newline="\n").decode("utf-8", "ignore").encode()
    assert isinstance(Reading("e.csv", content).problems, list)
