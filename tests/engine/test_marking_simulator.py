"""Expectations on the final state of a simulator, and the paths they use."""

import pytest

from competences.engine.marking import mark
from competences.engine.marking.path import PathError, parse, select

STATE = {
    "open": True,
    "folders": [
        {"name": "Travaux", "files": [{"name": "plan.odt", "size": 3}, {"name": "été.png"}]},
        {"name": "Vide", "files": []},
    ],
    "sent": [{"to": ["ana@example.org"], "subject": "Compte rendu", "owner": {"name": "Léa"}}],
    "sizes": {"a.txt": 12, "b[1]": 3},
    "year": "2024",
}


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("", [STATE]),
        ("open", [True]),
        ("folders[0].name", ["Travaux"]),
        ("folders[-1].name", ["Vide"]),
        ("folders[2]", []),
        ("folders[name=Travaux].files[1].name", ["été.png"]),
        ('folders[name="Travaux"].files[size=3].name', ["plan.odt"]),
        ('folders[0].files[size="3"]', []),
        ("folders[0].files[size!=3].name", ["été.png"]),
        ("folders[*].name", ["Travaux", "Vide"]),
        ("folders[*].files[*].name", ["plan.odt", "été.png"]),
        ("sent[owner.name=Léa,subject=Compte rendu].to[0]", ["ana@example.org"]),
        ("sent[owner.name=Léa,subject=Autre]", []),
        ("sent[to=ana]", []),
        ('sizes."a.txt"', [12]),
        ('sizes."b[1]"', [3]),
        ("sizes[*]", [12, 3]),
        ("open.name", []),
        ("year[0]", []),
    ],
)
def test_path(path, places):
    assert select(parse(path), STATE) == places


@pytest.mark.parametrize(
    "path",
    [".a", "a.", "a..b", "a[", "a[]", "a[name]", "a]", 'a["x"]', "a[x=1]b", "a[x=1,]", "[=1]"],
)
def test_unreadable_path(path):
    with pytest.raises(PathError):
        parse(path)


@pytest.mark.parametrize(
    ("path", "op", "value", "holds"),
    [
        ("open", "equals", True, True),
        ("open", "equals", 1, False),
        ("folders[0].files[0].size", "equals", 3.0, True),
        ("folders[*].name", "equals", "Travaux", False),
        ("missing", "equals", None, False),
        ("sent[0].to", "equals", ["ana@example.org"], True),
        ("folders[1]", "equals", {"files": [], "name": "Vide"}, True),
        ("sent[0].to", "contains", "ana@example.org", True),
        ("sent[0].subject", "contains", "rendu", True),
        ("sent[0].subject", "contains", 3, False),
        ("sizes", "contains", "a.txt", True),
        ("open", "contains", "x", False),
        ("folders", "count", 2, True),
        ("folders[name=Travaux].files", "count", 2, True),
        ("folders[name=Travaux]", "count", 1, True),
        ("folders[*].files", "count", 2, True),
        ("folders[name=Absent]", "count", 0, True),
        ("folders[name=Absent].files", "count", 0, True),
    ],
)
def test_operator(path, op, value, holds):
    solution = {"expect": [{"path": path, "op": op, "value": value}]}
    assert (mark("simulator", solution, {"state": STATE}).outcome == "correct") == holds


def test_presence_and_absence():
    here, gone = ({"path": "folders[name=Vide]", "op": op} for op in ("exists", "absent"))
    assert mark("simulator", {"expect": [here]}, {"state": STATE}).outcome == "correct"
    assert mark("simulator", {"expect": [gone]}, {"state": STATE}).outcome == "incorrect"


def test_tolerances_for_what_people_type():
    typed = {"path": "sent[0].subject", "op": "equals", "value": "compte-rendu"}
    lenient = typed | {"tolerances": ["case", "spaces", "punctuation"]}
    assert mark("simulator", {"expect": [typed]}, {"state": STATE}).outcome == "incorrect"
    assert mark("simulator", {"expect": [lenient]}, {"state": STATE}).outcome == "correct"


def test_every_expectation_counts_and_the_detail_numbers_those_missed():
    first, second = ({"path": path, "op": "exists"} for path in ("open", "closed"))
    verdict = mark("simulator", {"expect": [first, second]}, {"state": STATE})
    assert (verdict.outcome, verdict.detail) == ("incorrect", "expectations missed: 2")


@pytest.mark.parametrize("state", [{}, None])
def test_nothing_done_is_skipped(state):
    solution = {"expect": [{"path": "trash", "op": "absent"}]}
    assert mark("simulator", solution, {"state": state}).outcome == "skipped"
