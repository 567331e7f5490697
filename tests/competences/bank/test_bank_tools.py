"""What is built on the bank: values, differences, statistics, the command."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from competences.bank import pix_values, read_bank
from competences.bank.checks import check
from competences.bank.content import CONTENT_FOLDER
from competences.bank.differences import compare
from competences.bank.simulators import UnknownSimulatorError, get_referee, public_scenario
from competences.bank.statistics import coverage
from competences.content.builders import Built

TOPIC = "1.2/poids-des-fichiers.yaml"


def add_topic(folder, name, levels):
    source = (folder / TOPIC).read_text()
    head, _, skill = source.replace("poids-des-fichiers", name).partition("skills:\n")
    skills = [
        skill.replace("level: 2", f"level: {level}").replace(f"{name}-2", f"{name}-{level}")
        for level in levels
    ]
    (folder / "1.2" / f"{name}.yaml").write_text(f"{head}skills:\n{''.join(skills)}")


def test_a_level_is_worth_eight_pix_at_most_four_a_skill(bank_folder):
    assert pix_values(read_bank(bank_folder)) == {"poids-des-fichiers-2": 4}
    add_topic(bank_folder, "tailles", [1, 2])
    add_topic(bank_folder, "mesures", [2])
    values = pix_values(read_bank(bank_folder))
    assert values == {
        "poids-des-fichiers-2": pytest.approx(8 / 3),
        "tailles-2": pytest.approx(8 / 3),
        "mesures-2": pytest.approx(8 / 3),
        "tailles-1": 4,
    }


def test_differences_are_named(bank_folder, edit):
    old = read_bank(bank_folder)
    edit("title: Les photos de la sortie", "title: Les photos")
    edit("can: Comparer", "can: Savoir comparer")
    add_topic(bank_folder, "tailles", [1])
    new = read_bank(bank_folder)
    assert list(map(str, compare(old, new))) == [
        "changed skill poids-des-fichiers-2 (can)",
        "added skill tailles-1",
        "changed challenge poids-des-fichiers-2b (title)",
        "added challenge tailles-1a",
        "added challenge tailles-1b",
    ]
    assert {str(d.change) for d in compare(new, old)} == {"changed", "removed"}
    assert compare(new, new) == []


def test_statistics_count_what_has_content(bank_folder):
    (row,) = coverage(read_bank(bank_folder))
    assert (row.competence, row.topics, row.skills, row.challenges, row.variants) == (
        "1.2", 1, 1, 2, 3,
    )  # fmt: skip
    assert row.skills_by_level == (0, 1, 0, 0, 0, 0, 0, 0)
    assert row.doing == 0


def run(*arguments):
    out = StringIO()
    code = 0
    try:
        call_command("check_content", *arguments, stdout=out)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue()


def test_the_command_prints_problems_and_the_table(bank_folder, edit):
    code, text = run(str(bank_folder))
    assert code == 0
    assert "1.2:1: warning: 1.2: 1 topics, 4 are expected" in text
    code, text = run(str(edit("correct: a", "correct: z")))
    assert code == 1
    assert f"{TOPIC}:14: poids-des-fichiers-2a: the solution names an unknown option: z" in text
    assert "1 errors, " in text


def test_the_command_fails_on_warnings_only_when_strict(bank_folder):
    assert run(str(bank_folder), "--strict")[0] == 1
    assert run(str(bank_folder), "--strict", "--stats")[0] == 0


def test_the_command_speaks_json(bank_folder, edit):
    code, text = run(str(edit("level: 2", "level: 9")), "--json")
    report = json.loads(text)
    assert code == 1
    assert report["coverage"] == []
    assert [(p["file"], p["line"], p["severity"]) for p in report["problems"]] == [
        (TOPIC, 5, "error")
    ]


def test_a_builder_that_throws_dice_of_its_own_is_caught(edit, monkeypatch):
    class Careless:
        FORMATS = ("txt",)
        calls = iter(range(1000))

        def build(self, rng):
            number = next(self.calls)
            return Built({"secret": number}, lambda _format: b"%d" % number)

    monkeypatch.setattr("competences.bank.building._builder", lambda name: Careless())
    attached = "attachments: [{builder: sales_workbook, formats: [txt], name: a}]"
    content = read_bank(edit("kind: number", f"kind: number\n        {attached}"))
    found = [problem.message for problem in check(content)]
    assert "poids-des-fichiers-2b: a builder gave other facts the second time" in found
    assert "poids-des-fichiers-2b: a.txt has other bytes the second time" in found


def test_referees_are_found_by_name_and_keep_secrets():
    with pytest.raises(UnknownSimulatorError):
        get_referee("vocabulary")
    with pytest.raises(UnknownSimulatorError):
        get_referee("../files")
    case = {"name": "un", "inputs": ["2"], "output": "4"}
    scenario = {"world": "console", "language": "python", "cases": [case]}
    secret = {**scenario, "hidden": [case], "reference": "print(4)"}
    assert not {"hidden", "reference"} & set(public_scenario("programming", secret))
    files = {"owner": "Léa <lea@example.org>", "today": "2027-01-04T09:00", "items": []}
    assert public_scenario("files", files) == files


def test_the_bank_that_ships_is_right():
    problems = [p for p in check(read_bank(CONTENT_FOLDER)) if p.severity == "error"]
    assert problems == [], "\n".join(map(str, problems))
