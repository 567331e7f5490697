"""The same importer on the command line, and the invented schools it is tried with."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import ImportState
from accounts.models import ImportRun, Learner
from accounts.school_lists.synthetic.defects import SIECLE_DEFECTS
from accounts.school_lists.synthetic.people import class_names, make_school


def run_command(*arguments):
    out = StringIO()
    call_command("import_learners", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def make(tmp_path):
    def made(name, *options):
        path = tmp_path / name
        call_command("make_school_list", path, *options, stdout=StringIO())
        return path

    return made


@pytest.mark.parametrize("name", ["a.xml", "a.zip", "a.csv", "a.xlsx", "a.ods"])
def test_a_list_is_imported(name, make, school):
    report = json.loads(run_command(school.uai, make(name), "--json"))
    assert report == {
        "created": 150,
        "updated": 0,
        "returning": 0,
        "disabled": 0,
        "skipped": 0,
        "problems": [],
    }
    assert Learner.objects.filter(organisation=school).count() == 150
    run = ImportRun.objects.get()
    assert (run.state, run.content, run.file_name) == (ImportState.APPLIED, None, name)


def test_a_dry_run_writes_nothing(make, school):
    assert "150 created" in run_command(school.uai, make("a.xml"), "--dry-run")
    assert not Learner.objects.exists()
    assert not ImportRun.objects.exists()


def test_what_blocks_is_told_and_nothing_is_written(make, school, capsys):
    path, out = make("a.xml", "--defect", "duplicate-ine"), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("import_learners", school.uai, str(path), "--json", stdout=out)
    (problem,) = json.loads(out.getvalue())["problems"]
    assert end.value.code == 1
    assert set(problem) == {"code", "line", "field", "value", "message"}
    assert (problem["code"], problem["value"]) == ("INE_UNIQUE", "999000001AA")
    assert not Learner.objects.exists()


def test_the_absent_may_be_kept(make, school):
    run_command(school.uai, make("a.xml", "--classes", "2"))
    report = json.loads(
        run_command(school.uai, make("b.xml", "--classes", "1"), "--json", "--keep-absent")
    )
    assert report["disabled"] == 0
    assert Learner.objects.filter(disabled_at=None).count() == 50


def test_the_format_may_be_said(make, school):
    path = make("a.csv", "--format", "fregata")
    assert "150 created" in run_command(school.uai, path, "--format", "fregata", "--dry-run")
    with pytest.raises(SystemExit):
        run_command(school.uai, path, "--format", "siecle")


def test_the_school_and_the_file_must_exist(make, tmp_path, school):
    with pytest.raises(CommandError, match="UAI"):
        run_command("9990009A", make("a.xml"))
    with pytest.raises(CommandError, match="file"):
        run_command(school.uai, tmp_path / "none.xml")


def test_the_same_seed_makes_the_same_school(make):
    first, again = make("a.xml", "--seed", "7"), make("b.xml", "--seed", "7")
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes() != make("c.xml").read_bytes()


def test_defects_can_be_made_one_at_a_time(make):
    sample = SIECLE_DEFECTS["no-sex"].make(make_school(classes=class_names(6), pupils_each=25))
    assert make("a.xml", "--defect", "no-sex").read_bytes() == sample.content
    out = StringIO()
    call_command("make_school_list", "--list-defects", stdout=out)
    assert "SEX_CODE_REQUIRED" in out.getvalue()
