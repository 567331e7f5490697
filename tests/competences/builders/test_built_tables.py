"""Workbooks, CSV and databases say what their facts say, when read again."""

import io
import re
import sqlite3
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from odf.opendocument import load

from tests.competences.builders.reading import VARIANTS, build, csv_rows, sheet_rows, zip_files


@pytest.mark.parametrize("form", ["ods", "xlsx"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_sales(form, variant):
    built = build("sales_workbook", variant, rows=50, rate=10, amounts="formula", threshold=15)
    header, *rows = sheet_rows(built.write(form))
    facts, amounts = built.facts, [row[3] * row[4] for row in rows]
    assert header[-1] == "Montant"
    assert [row[5] for row in rows] == pytest.approx(amounts)
    assert facts["rows"] == len(rows)
    assert facts["total"] == pytest.approx(sum(amounts) * 0.9, abs=0.006)
    assert facts["above_count"] == sum(amount > 15 for amount in amounts)
    by_day = Counter()
    for row, amount in zip(rows, amounts, strict=True):
        by_day[f"{row[0]:%d/%m/%Y}"] += amount
    assert facts["best_day"]["short"] == by_day.most_common(1)[0][0]
    assert rows[facts["biggest"]["line"] - 2][5] == pytest.approx(max(amounts))


def test_sales_formulas_are_real():
    content = build("sales_workbook", rows=5, amounts="formula")
    ods = zip_files(content.write("ods"))["content.xml"][0].decode()
    xlsx = zip_files(content.write("xlsx"))["xl/worksheets/sheet1.xml"][0].decode()
    assert 'table:formula="of:=[.D2]*[.E2]"' in ods
    assert "<f>D2*E2</f>" in xlsx


def test_sales_without_amounts():
    header, *_ = sheet_rows(build("sales_workbook", amounts="none").write("ods"))
    assert header[-1] == "Prix unitaire"


@pytest.mark.parametrize("records", ["members", "loans", "inventory"])
@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_records(records, form):
    built = build("records_workbook", records=records, rows=60)
    header, *rows = sheet_rows(built.write(form))
    facts = built.facts
    group, state = header.index(facts["group_column"]), header.index(facts["state_column"])
    amount = header.index(facts["amount_column"])
    chosen = [row for row in rows if row[group] == facts["group"]]
    assert facts["group_count"] == len(chosen)
    assert facts["both_count"] == sum(row[state] == facts["state"] for row in chosen)
    assert facts["most"]["label"] == max(rows, key=lambda row: row[amount])[0]
    assert facts["top_group"] == Counter(row[group] for row in rows).most_common(1)[0][0]
    assert facts["amount_total"] == pytest.approx(sum(row[amount] for row in rows))


def test_records_with_duplicates_and_blanks():
    built = build("records_workbook", rows=30, duplicates=3, blanks=4)
    _, *rows = csv_rows(built.write("csv"))
    repeated = [row for row, count in Counter(map(tuple, rows)).items() if count == 2]
    assert built.facts["rows"] == len(rows) == 33
    assert len(repeated) == built.facts["duplicate_count"] == 3
    assert built.facts["duplicate"] in {row[0] for row in repeated}
    assert built.facts["blank_count"] == sum(not row[1] for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-15", "utf-16"])
@pytest.mark.parametrize(
    ("separator", "mark"), [("semicolon", ";"), ("comma", ","), ("tab", "\t"), ("bar", "|")]
)
def test_awkward_csv(encoding, separator, mark):
    built = build("awkward_csv", encoding=encoding, separator=separator, preamble=2)
    _, _, header, *rows = csv_rows(built.write("csv"), encoding, mark)
    paid = [float(row[3].replace(",", ".")) for row in rows]
    assert header == ["Nom", "Activité", "Séances", "Réglé"]
    assert built.facts["total"] == pytest.approx(sum(paid))
    assert built.facts["sessions"] == sum(int(row[2]) for row in rows)
    assert built.facts["accented"] in {row[0] for row in rows}
    assert built.facts["line_count"] == len(rows) + 3


def test_a_misread_accent_is_garbled_as_told():
    built = build("awkward_csv", encoding="utf-8")
    assert built.facts["garbled"] in built.write("csv").decode("cp1252", errors="replace")


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("theme", ["library", "tools"])
def test_database(variant, theme):
    built = build("sqlite_database", variant, theme=theme, loans=90)
    base = sqlite3.connect(":memory:")
    base.deserialize(built.write("sqlite"))
    orders = sqlite3.connect(":memory:")
    orders.executescript(built.write("txt").decode())
    for fact, query in QUERIES.items():
        assert base.execute(query).fetchone()[0] == built.facts[fact]
        assert orders.execute(query).fetchone()[0] == built.facts[fact]
    base.close()
    orders.close()


QUERIES = {
    "loan_count": "SELECT count(*) FROM prets",
    "out_value": "SELECT sum(valeur) FROM prets JOIN objets o ON o.id = objet_id WHERE rendu = 0",
    "idle_count": "SELECT count(*) FROM membres WHERE id NOT IN (SELECT membre_id FROM prets)",
    "top_member": "SELECT prenom || ' ' || nom FROM membres m JOIN prets p ON membre_id = m.id "
    "GROUP BY m.id ORDER BY count(*) DESC LIMIT 1",
    "top_thing": "SELECT titre FROM objets o JOIN prets ON objet_id = o.id "
    "GROUP BY o.id ORDER BY count(*) DESC LIMIT 1",
    "top_town": "SELECT ville FROM membres GROUP BY ville ORDER BY count(*) DESC LIMIT 1",
    "value_average": "SELECT round(avg(valeur), 2) FROM objets",
    "last_loan": "SELECT max(debut) FROM prets",
}


@pytest.mark.parametrize("name", ["sales_workbook", "records_workbook"])
def test_open_document_is_well_formed(name):
    content = build(name).write("ods")
    for path, (data, _) in zip_files(content).items():
        if path.endswith(".xml"):
            ET.fromstring(data)
    assert load(io.BytesIO(content)).getMediaType().endswith("spreadsheet")
    assert next(iter(zip_files(content))) == "mimetype"


def test_csv_of_sales_is_french():
    rows = csv_rows(build("sales_workbook").write("csv"))
    assert re.fullmatch(r"\d{2}/\d{2}/\d{4}", rows[1][0])
    assert re.fullmatch(r"\d+,\d{2}", rows[1][4])


@pytest.mark.parametrize("form", ["ods", "xlsx"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_audit_of_passwords(form, variant):
    built = build("password_audit", variant, entries=40, reused=5)
    _, *rows = sheet_rows(built.write(form))
    facts = built.facts
    marks = {name: mark for name, _, mark, *_ in rows}
    same = [row for row in rows if row[2] == marks[facts["leaked"]]]
    assert facts["entry_count"] == len(rows) == len(marks)
    assert facts["same_count"] == len(same) == max(Counter(marks.values()).values())
    assert [row[0] for row in same if row[4] == "non"] == [facts["exposed"]] != [facts["leaked"]]
    assert facts["short_count"] == sum(row[1] < 12 for row in rows)
    assert facts["single_count"] == sum(row[4] == "non" for row in rows)
