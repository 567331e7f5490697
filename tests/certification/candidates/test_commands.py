"""Tables of places, and the list of a session, from the command line."""

import contextlib
import json
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from certification.candidate_files.layout import sheet
from certification.candidate_files.opendocument import write_ods
from certification.models import BirthCity, BirthCountry
from certification.selectors.candidates import label_of, rows_of
from tests.factories.certification import CandidateFactory

TABLE = """Nom;Prénom;Date de naissance;Sexe;Pays;Code postal;Commune
Martin;Zoé;01/03/2010;F;France;29200;Brest
Durand;Éloi;31/12/2009;M;France;29200;{city}
"""


@pytest.fixture
def file(tmp_path, places):
    def _file(city="BREST", name="liste.csv"):
        path = tmp_path / name
        path.write_text(TABLE.format(city=city), encoding="utf-8")
        return path

    return _file


def run(session, path, *options):
    """The report, even when it exits 1."""
    out = StringIO()
    with contextlib.suppress(SystemExit):
        call_command("import_candidates", str(session.number), str(path), *options, stdout=out)
    return out.getvalue()


def test_a_file_becomes_the_list(session, file):
    report = json.loads(run(session, file(), "--json"))
    assert report == {"created": 2, "updated": 0, "removed": 0, "problems": []}
    assert session.candidates.count() == 2


def test_a_dry_run_writes_nothing(session, file):
    assert run(session, file(), "--dry-run") == "2 created, 0 updated, 0 removed\n"
    assert not session.candidates.exists()


def test_a_problem_blocks_everything(session, file):
    report = json.loads(run(session, file("Nice"), "--json"))
    [problem] = report["problems"]
    assert (problem["code"], problem["line"], problem["field"], problem["value"]) == (
        "CANDIDATE_BIRTH_POSTAL_CODE_CITY_NOT_VALID",
        3,
        "Commune",
        "Nice",
    )
    assert not session.candidates.exists()
    with pytest.raises(SystemExit, match="1"):
        call_command("import_candidates", str(session.number), str(file("Nice")), stdout=StringIO())


def test_nothing_once_somebody_entered(session, file, now, learner):
    CandidateFactory(session=session, linked_at=now, user=learner)
    assert "SESSION_ALREADY_JOINED" in run(session, file())


def test_the_sheet_of_a_session_changes_nothing(session, places, tmp_path):
    CandidateFactory(session=session, extra_time_percent=29, external_id="007")
    content = BytesIO()
    write_ods(content, sheet(label_of(session), rows_of(session.candidates.all())))
    (tmp_path / "l.ods").write_bytes(content.getvalue())
    before = list(session.candidates.values())
    report = json.loads(run(session, tmp_path / "l.ods", "--json"))
    assert report == {"created": 0, "updated": 1, "removed": 0, "problems": []}
    [after] = session.candidates.values()
    assert after == before[0] | {"birth_city": "Paris 15e Arrondissement"}


def test_an_unknown_session(db, tmp_path):
    with pytest.raises(CommandError, match="No session"):
        call_command("import_candidates", "1", __file__)


def test_official_tables_are_read(db, tmp_path):
    files = {
        "pays.csv": "COG,ACTUAL,LIBCOG\n99109,1,ALLEMAGNE\nXX,3,X\n",
        "communes.csv": "TYPECOM,COM,LIBELLE\nCOM,01004,Ambérieu-en-Bugey\n",
        "postes.csv": "#Code_commune_INSEE;Nom_de_la_commune;Code_postal\n1004;AMBERIEU;1500\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="latin-1")
    for _ in range(2):
        call_command("load_birthplaces", *(tmp_path / name for name in files), stdout=StringIO())
    assert list(BirthCountry.objects.values_list("code", "folded")) == [("99109", "aaeegllmn")]
    cities = BirthCity.objects.order_by("postal_code").values_list("insee_code", "postal_code")
    assert list(cities) == [("01004", ""), ("01004", "01500")]


def test_another_table_is_refused(db, tmp_path):
    (tmp_path / "autre.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="none of the known files"):
        call_command("load_birthplaces", tmp_path / "autre.csv")


def test_the_sample_comes_first_and_never_again(db):
    for said in (True, False):
        out = StringIO()
        call_command("load_certification", stdout=out)
        assert ("sample" in out.getvalue()) is said


def test_the_sample_is_sound(places):
    assert BirthCountry.objects.count() >= 40
    assert BirthCity.objects.values("insee_code").distinct().count() >= 60
    assert not BirthCity.objects.exclude(insee_code__regex=r"^(\d{5}|2[AB]\d{3})$").exists()
