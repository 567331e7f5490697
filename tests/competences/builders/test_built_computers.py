"""Logs, programs and reports, read again."""

from collections import Counter

import pytest

from competences.content.builders.support.programs import PROGRAMS
from tests.competences.builders.reading import VARIANTS, build, csv_rows


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("success", [True, False])
def test_sign_in_log(variant, success):
    built = build("log_file", variant, lines=200, failures=20, success=success)
    facts, (_, *rows) = built.facts, csv_rows(built.write("csv"))
    failed = Counter(row[3] for row in rows if row[4] == "échec")
    attack = [row for row in rows if row[3] == facts["attacker"]]
    assert facts["line_count"] == len(rows) == 200
    assert failed.most_common(1)[0] == (facts["attacker"], 20)
    assert {row[2] for row in attack} == {facts["target"]}
    assert (attack[-1][4] == "succès") == facts["broken_in"] == success
    assert (attack[0][1], attack[-1][1]) == (facts["attack_start"], facts["attack_end"])
    assert facts["failures"] == sum(failed.values())
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)


def test_web_log():
    built = build("log_file", kind="web", failures=12)
    facts, rows = built.facts, [line.split() for line in built.write("txt").decode().splitlines()]
    codes = Counter(row[4] for row in rows)
    attack = [row for row in rows if row[2] == facts["attacker"]]
    assert (facts["failures"], facts["server_errors"]) == (codes["404"], codes["500"])
    assert attack[-1][3:] == [facts["target"], "200"]
    assert facts["addresses_count"] == len({row[2] for row in rows})


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_program(program, variant, capsys):
    built = build("program_file", variant, program=program)
    exec(built.write("py").decode(), {})
    assert capsys.readouterr().out == built.facts["output"] + "\n"
    assert built.facts["output"] == built.facts["right_output"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_program_with_a_bug(program, capsys):
    built = build("program_file", program=program, bug=True)
    facts, lines = built.facts, built.write("py").decode().splitlines()
    assert lines[facts["bug_line"] - 1].strip() == facts["bug_text"]
    exec("\n".join(lines), {})
    assert capsys.readouterr().out == facts["output"] + "\n"
    fixed = lines[facts["bug_line"] - 1].replace(facts["bug_text"], facts["right_text"])
    exec("\n".join([*lines[: facts["bug_line"] - 1], fixed, *lines[facts["bug_line"] :]]), {})
    assert capsys.readouterr().out == facts["right_output"] + "\n"
    assert facts["output"] != facts["right_output"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_constants_change_the_output(program):
    outputs = {build("program_file", n, program=program).facts["output"] for n in range(12)}
    assert len(outputs) >= 4


@pytest.mark.parametrize("online", [True, False])
def test_report(online):
    built = build("system_report", online=online)
    facts, text = built.facts, built.write("txt").decode()
    for shown in ("computer", "processor", "address", "mac", "wifi"):
        assert str(facts[shown]) in text
        assert str(facts[shown]) in built.write("html").decode()
    assert facts["free"] + facts["used"] == facts["storage"]
    assert ("aucune" in text) == (not online)
    assert facts["heaviest_memory"] == max(facts["programs"].values())
