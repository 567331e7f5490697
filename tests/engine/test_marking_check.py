"""What the content checker says of a solution."""

import pytest

from competences.engine.marking import WARNING, check_solution


@pytest.mark.parametrize(
    ("kind", "solution", "problem"),
    [
        ("single_choice", {"correct": ["b"]}, "correct: the id of one option"),
        ("multiple_choice", {"correct": []}, "correct: a list of texts, not empty"),
        ("multiple_choice", {"correct": ["a", "a"]}, "correct: the same entry twice"),
        ("short_text", {"accepted": [2024]}, "accepted: every entry is a text (quote numbers)"),
        ("short_text", {"accepted": ["a"], "tolerance": []}, "tolerance: unknown key"),
        ("short_text", {"accepted": ["a"], "rejected": ["A"]}, "accepted: 'a' is also rejected"),
        ("number", {"value": "12"}, "value: a finite number"),
        ("number", {"value": float("nan")}, "value: a finite number"),
        ("number", {"value": 1, "tolerance": -1}, "tolerance: a number, zero or more"),
        ("fields", {"fields": {}}, "fields: a mapping of field ids to solutions"),
        ("fields", {"fields": {"f1": {"value": 1j}}}, "fields.f1: value: a finite number"),
        ("order", {}, "order: a list of texts, not empty"),
        ("match", {"pairs": {"a": 1}}, "pairs: ids are texts"),
        ("simulator", {"expect": []}, "expect: a list of {path, op, value}, not empty"),
    ],
)
def test_problem(kind, solution, problem):
    assert check_solution(kind, solution) == [problem]


@pytest.mark.parametrize(
    "area", [[0, 0, 1], [0, 0, 0, 1], [-0.1, 0, 1, 1], [0.5, 0, 0.6, 1], "abcd", [0, 0, True, 1]]
)
def test_areas_lie_within_the_picture(area):
    assert len(check_solution("hotspot", {"areas": [area]})) == 1


@pytest.mark.parametrize(
    "expectation",
    [
        {"path": "a..b", "op": "exists"},
        {"path": 3, "op": "exists"},
        {"path": "a", "op": "is", "value": 1},
        {"path": "a", "op": "equals"},
        {"path": "a", "op": "exists", "value": 1},
        {"path": "a", "op": "count", "value": "2"},
        {"path": "a", "op": "equals", "value": "x", "tolerances": ["typos"]},
        {"path": "a", "op": "absent", "tolerances": ["case"]},
        "a",
    ],
)
def test_expectations(expectation):
    problems = check_solution("simulator", {"expect": [expectation]})
    assert len(problems) == 1
    assert problems[0].startswith("expect[0]: ")


@pytest.mark.parametrize("answer", ["R2D2", "ana@example.org", "a/b", r"C:\Temp", "notes.txt"])
def test_codes_should_not_forgive_typos(answer):
    [problem] = check_solution("short_text", {"accepted": [answer]})
    assert problem.startswith(f"{WARNING}accepted")
    assert check_solution("short_text", {"accepted": [answer], "tolerances": ["case"]}) == []


def test_the_warning_is_still_one_inside_fields():
    [problem] = check_solution("fields", {"fields": {"f1": {"accepted": ["A4"]}}})
    assert problem.startswith(f"{WARNING}fields.f1: accepted")
