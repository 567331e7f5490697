"""What is understood of a SIECLE file (interop.md 2.2 to 2.4)."""

import tracemalloc
from functools import partial

import pytest

from accounts.school_lists.containers.elements import ElementReader
from accounts.school_lists.problems import Refused
from accounts.school_lists.reading import recognise
from accounts.school_lists.sources import from_bytes
from accounts.school_lists.synthetic.defects import SIECLE_DEFECTS
from accounts.school_lists.synthetic.people import make_school
from accounts.school_lists.synthetic.siecle import siecle_bytes, zipped

SAMPLE = """<?xml version="1.0" encoding="ISO-8859-15"?>
<BEE_ELEVES VERSION="2.1">
  <PARAMETRES><UAJ>9990001X</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES>
  <DONNEES>
    <ELEVES>
      <ELEVE ELEVE_ID="100001" ELENOET="5001">
        <ID_NATIONAL>999000001AA</ID_NATIONAL>
        <NOM_DE_FAMILLE>TESTARD-MODÈLE</NOM_DE_FAMILLE><NOM_USAGE></NOM_USAGE>
        <PRENOM>Maëlle</PRENOM><PRENOM2>Cœlia</PRENOM2><PRENOM3></PRENOM3>
        <CODE_SEXE>2</CODE_SEXE><DATE_NAISS>14/03/2012</DATE_NAISS>
        <CODE_PAYS>100</CODE_PAYS><CODE_DEPARTEMENT_NAISS>35</CODE_DEPARTEMENT_NAISS>
        <CODE_COMMUNE_INSEE_NAISS>35238</CODE_COMMUNE_INSEE_NAISS>
        <CODE_MEF>10310019110</CODE_MEF><CODE_STATUT>ST</CODE_STATUT>
        <SCOLARITE_AN_DERNIER><PRENOM>Autre</PRENOM></SCOLARITE_AN_DERNIER>
      </ELEVE>
    </ELEVES>
    <STRUCTURES>
      <STRUCTURES_ELEVE ELEVE_ID="100001">
        <STRUCTURE>
          <TYPE_STRUCTURE>G</TYPE_STRUCTURE><CODE_STRUCTURE>3LATIN</CODE_STRUCTURE>
        </STRUCTURE>
        <STRUCTURE>
          <CODE_STRUCTURE>3E  2</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE>
        </STRUCTURE>
      </STRUCTURES_ELEVE>
    </STRUCTURES>
  </DONNEES>
</BEE_ELEVES>"""
_LARGE, _CHUNK = 30_000_000, 65_536


def test_a_pupil_is_read(read):
    (row,) = read("e.xml", SAMPLE.encode("iso-8859-15")).rows
    assert (row.line, row.national_id, row.class_name) == (6, "999000001AA", "3E 2")
    assert (row.last_name, row.first_name, row.middle_name) == (
        "TESTARD-MODÈLE",
        "Maëlle",
        "Cœlia",
    )
    assert (row.sex, row.birth_date.isoformat(), row.status) == ("F", "2012-03-14", "ST")
    assert (row.birth_country_code, row.birth_department_code) == ("100", "035")
    assert (row.birth_city_code, row.training_code, row.local_id) == ("35238", "10310019110", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-15", "cp1252"])
def test_letters_are_right_in_every_encoding(encoding, read):
    declared = {"utf-8-sig": "UTF-8", "cp1252": "windows-1252"}.get(encoding, encoding)
    (row,) = read("e.xml", SAMPLE.replace("ISO-8859-15", declared).encode(encoding)).rows
    assert row.middle_name == "Cœlia"


def test_another_status_is_left_empty(read):
    content = SAMPLE.replace(">ST<", ">CF<").encode("iso-8859-15")
    assert read("e.xml", content).rows[0].status == ""


@pytest.mark.parametrize(
    ("name", "mark"),
    [("no-sex", b'ELEVE_ID="100003"'), ("duplicate-ine", b'ELEVE_ID="100003"')],
)
def test_problems_have_the_line_of_the_pupil(name, mark, pupils, read):
    sample = SIECLE_DEFECTS[name].make(pupils)
    line = sample.content[: sample.content.index(mark)].count(b"\n") + 1
    assert read(sample.name, sample.content).problems[0].line == line


def test_a_file_cut_short_has_the_line_where_it_stops(pupils, read):
    sample = SIECLE_DEFECTS["unclosed-tag"].make(pupils)
    assert read(sample.name, sample.content).problems[0].line == sample.content.count(b"\n") + 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("no-sex", "999000002AA"),
        ("no-birth-date", "999000002AA"),
        ("born-in-france-without-city", "999000002AA"),
        ("duplicate-ine", "999000001AA"),
        ("unknown-encoding", "KLINGON-8"),
        ("wrong-uai", "9990002Y"),
    ],
)
def test_problems_say_which_pupil_or_value(name, value, pupils, read):
    sample = SIECLE_DEFECTS[name].make(pupils)
    assert read(sample.name, sample.content).problems[0].value == value


def test_all_problems_are_gathered(pupils, read):
    content = SAMPLE.replace("<CODE_SEXE>2</CODE_SEXE>", "").replace("14/03/2012", "1/1/1")
    reading = read("e.xml", content.replace("35238", "").encode("iso-8859-15"))
    assert [str(problem.code) for problem in reading.problems] == [
        "SEX_CODE_REQUIRED",
        "BIRTH_CITY_CODE_REQUIRED_FOR_FR_STUDENT",
        "FIELD_DATE_FORMAT",
    ]


@pytest.mark.parametrize("name", ["doctype", "not-xml", "another-export", "zip-bomb"])
def test_what_is_no_list_is_refused_as_soon_as_it_arrives(name, pupils):
    sample = SIECLE_DEFECTS[name].make(pupils)
    with pytest.raises(Refused):
        recognise(from_bytes(sample.name, sample.content))


HOSTILE = {
    "deep": lambda: b"<BEE_ELEVES>" + b"<a>" * (_LARGE // 3),
    "many elements in one pupil": lambda: b"<BEE_ELEVES><ELEVE>" + b"<PRENOM/>" * (_LARGE // 9),
    "one text": lambda: b"<BEE_ELEVES><ELEVE><PRENOM>" + b"a" * _LARGE,
    "one attribute": lambda: b'<BEE_ELEVES a="' + b"a" * _LARGE,
    "one comment": lambda: b"<BEE_ELEVES><!--" + b"a" * _LARGE,
    "one name": lambda: b"<" + b"a" * _LARGE,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_no_shape_of_file_takes_memory(shape):
    content = HOSTILE[shape]()
    chunks = partial(map, lambda at: content[at : at + _CHUNK], range(0, _LARGE, _CHUNK))
    reader = ElementReader(chunks, root="BEE_ELEVES")
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refusal:
            list(reader.read(frozenset({"ELEVE"}), frozenset({"PRENOM"})))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refusal.value.problems[0].code == "INVALID_FILE"
    assert most < 8_000_000


def test_a_list_of_30_000_pupils_is_read(read):
    school = make_school(classes=[f"3E {number}" for number in range(1000)], pupils_each=30)
    reading = read("e.zip", zipped({"e.xml": siecle_bytes(school)}))
    assert len(reading.rows) == 30_000
    assert not reading.problems
