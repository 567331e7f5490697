"""Tables: their titles, their values, whatever they are written with."""

import tracemalloc
from datetime import date

import pytest

from accounts.school_lists.headings import guess, recognise, titled
from accounts.school_lists.problems import Report
from accounts.school_lists.reading import first_lines
from accounts.school_lists.reading import recognise as recognise_file
from accounts.school_lists.sources import Limits, from_bytes
from accounts.school_lists.synthetic.table_defects import TABLE_DEFECTS
from accounts.school_lists.synthetic.tables import table_rows
from accounts.school_lists.values import BadValue, birth_date, clean

TODAY = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("NOM", "last_name"),
        ("nom  de famille *", "last_name"),
        ("Prenom", "first_name"),
        ("Né(e) le", "birth_date"),
        ("DATE_NAISSANCE", None),
        ("Date  de Naissance", "birth_date"),
        ("Division", "class_name"),
        ("n° INE", "national_id"),
        ("Téléphone du responsable", None),
    ],
)
def test_titles_are_guessed(title, field):
    assert guess([title]) == ({field: title} if field else {})


def test_the_first_column_of_a_kind_is_guessed():
    assert guess(["Nom", "Nom de famille"]) == {"last_name": "Nom"}


@pytest.mark.parametrize("name", ["fregata", "higher", "onde", "table"])
def test_formats_are_recognised_by_their_titles(name, pupils):
    assert recognise(table_rows(pupils, name)[0]).name == name


def test_titles_that_come_twice_or_are_empty_are_told_apart():
    assert titled(["Nom", "", "Nom"]) == ["Nom", "Colonne 2", "Nom (2)"]


def test_a_file_without_titles_has_numbered_columns(pupils):
    sample = TABLE_DEFECTS["table-no-titles"].make(pupils)
    found = recognise_file(from_bytes(sample.name, sample.content))
    assert found.header == [f"Colonne {place}" for place in range(1, 6)]
    assert found.mapping == {"birth_date": "Colonne 3", "national_id": "Colonne 5"}


def test_the_titles_under_a_heading_are_found(pupils):
    sample = TABLE_DEFECTS["sheet-under-a-heading"].make(pupils)
    header, lines = first_lines(from_bytes(sample.name, sample.content))
    assert header[0] == "Nom"
    assert next(lines)[0] == pupils[0].fields["last_name"]


@pytest.mark.parametrize("name", ["table", "table-mac", "table-windows", "sheet-ods", "sheet-xlsx"])
def test_values_are_the_same_however_they_are_written(name, pupils, read):
    sample = TABLE_DEFECTS[name].make(pupils)
    rows = read(sample.name, sample.content).rows
    assert [row.first_name for row in rows] == [pupil.fields["first_name"] for pupil in pupils]
    assert [f"{row.birth_date:%d/%m/%Y}" for row in rows] == [
        pupil.fields["birth_date"] for pupil in pupils
    ]


@pytest.mark.parametrize("name", ["sheet-same-ine", "fregata-duplicate"])
def test_lines_are_those_that_people_see(name, pupils, read):
    sample = TABLE_DEFECTS[name].make(pupils)
    (problem,) = read(sample.name, sample.content).problems
    assert (problem.line, problem.limit) == (4, "2")


def test_values_of_an_agricultural_list(pupils, read):
    sample = TABLE_DEFECTS["fregata"].make(pupils)
    row = read(sample.name, sample.content).rows[0]
    assert (row.local_id, row.birth_country_code) == ("100001", "100")
    assert row.birth_department_code == pupils[0].fields["birth_department_code"]
    assert row.sex == {"1": "M", "2": "F"}[pupils[0].fields["sex"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14/03/2012", date(2012, 3, 14)),
        ("4-3-2012", date(2012, 3, 4)),
        ("14/03/12", date(2012, 3, 14)),
        ("14/03/99", date(1999, 3, 14)),
        ("2012-03-14", date(2012, 3, 14)),
        ("2012-03-14 00:00:00", date(2012, 3, 14)),
    ],
)
def test_dates_are_read(text, expected):
    assert birth_date(text, ("day first", "two digits", "iso"), TODAY) == expected


@pytest.mark.parametrize("text", ["31/02/2012", "03/14/2012", "14/03/1812", "05/01/2027", "mars"])
def test_impossible_dates_are_refused(text):
    with pytest.raises(BadValue):
        birth_date(text, ("day first", "two digits", "iso"), TODAY)


def test_texts_are_cleaned():
    assert clean("  Éle\u0301o\0nore\u00a0 Anne\t") == "Éléo nore Anne"


def test_a_table_has_a_number_of_rows(read, pupils):
    sample = TABLE_DEFECTS["table"].make(pupils)
    reading = read(sample.name, sample.content, limits=Limits(rows=5))
    assert reading.codes == {"PAYLOAD_TOO_LARGE"}


def test_problems_are_told_up_to_a_number(pupils, read):
    report = Report(at_most=2)
    rows = ["Nom;Prénom;Né(e) le", *["DUPONT;Zoé;demain"] * 5]
    reading = read("a.csv", "\n".join(rows).encode())
    for problem in reading.problems:
        report.add(problem)
    assert [str(problem.code) for problem in report.problems] == [
        "FIELD_DATE_FORMAT",
        "FIELD_DATE_FORMAT",
        "MORE_PROBLEMS",
    ]
    assert report.problems[-1].value == "3"


@pytest.mark.parametrize("numbers", [("", ""), ("1", ""), ("", "1")])
def test_namesakes_that_nothing_tells_apart_are_refused(numbers, read):
    rows = [f"DUPONT;Zoé;03/04/2012;{number}" for number in numbers]
    reading = read("a.csv", "\n".join(["Nom;Prénom;Né(e) le;Identifiant", *rows]).encode())
    assert reading.codes == {"IDENTITY_UNIQUE"}


def test_namesakes_with_identifiers_are_two_people(read):
    rows = ["DUPONT;Zoé;03/04/2012;1", "DUPONT;Zoé;03/04/2012;2"]
    assert (
        len(read("a.csv", "\n".join(["Nom;Prénom;Né(e) le;Identifiant", *rows]).encode()).rows) == 2
    )


HOSTILE = {
    "one line": lambda: b"a;" * 10_000_000,
    "one quoted row": lambda: b'Nom;"\n' + b'a";"\n' * 4_000_000,
    "one cell": lambda: b'Nom;Prenom\n"' + b"a\n" * 10_000_000,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_no_shape_of_table_takes_memory(shape, read):
    content = HOSTILE[shape]()
    tracemalloc.start()
    try:
        assert read("a.csv", content).codes == {"BAD_CSV_FORMAT"}
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20_000_000


def test_a_table_has_a_number_of_columns(read):
    assert read("a.csv", b"a;" * 500).codes == {"BAD_CSV_FORMAT"}
