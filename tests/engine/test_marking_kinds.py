"""Each kind of challenge by hand: what is right, wrong, skipped, malformed."""

import pytest

from competences.engine.marking import UnknownKind, mark

PLACES = {"a": "1", "b": "1"}
CASES = [
    ("single_choice", {"correct": "b"}, {"choice": "b"}, "correct"),
    ("single_choice", {"correct": "b"}, {"choice": "a"}, "incorrect"),
    ("single_choice", {"correct": "b"}, {"choice": ""}, "skipped"),
    ("single_choice", {"correct": "b"}, {"choice": None}, "skipped"),
    ("single_choice", {"correct": "b"}, {"choice": ["b"]}, "incorrect"),
    ("single_choice", {"correct": "b"}, {"other": "b"}, "incorrect"),
    ("multiple_choice", {"correct": ["a", "c"]}, {"choices": ["c", "a"]}, "correct"),
    ("multiple_choice", {"correct": ["a", "c"]}, {"choices": ["a"]}, "incorrect"),
    ("multiple_choice", {"correct": ["a", "c"]}, {"choices": ["a", "b", "c"]}, "incorrect"),
    ("multiple_choice", {"correct": ["a", "c"]}, {"choices": []}, "skipped"),
    ("multiple_choice", {"correct": ["a", "c"]}, {"choices": "ac"}, "incorrect"),
    ("multiple_choice", {"correct": ["a", "c"]}, {"choices": [["a"], "c"]}, "incorrect"),
    ("order", {"order": ["c", "a", "b"]}, {"order": ["c", "a", "b"]}, "correct"),
    ("order", {"order": ["c", "a", "b"]}, {"order": ["a", "b", "c"]}, "incorrect"),
    ("order", {"order": ["c", "a", "b"]}, {"order": ["c", "a"]}, "incorrect"),
    ("order", {"order": ["c", "a", "b"]}, {"order": []}, "skipped"),
    ("match", {"pairs": PLACES}, {"pairs": {"b": "1", "a": "1"}}, "correct"),
    ("match", {"pairs": PLACES}, {"pairs": {"a": "1", "b": "2"}}, "incorrect"),
    ("match", {"pairs": PLACES}, {"pairs": {"a": "1", "b": ""}}, "incorrect"),
    ("match", {"pairs": PLACES}, {"pairs": {"a": "", "b": None}}, "skipped"),
    ("match", {"pairs": PLACES}, {"pairs": {"a": 1, "b": "1"}}, "incorrect"),
    ("hotspot", {"areas": [[0.1, 0.2, 0.3, 0.4]]}, {"x": 0.4, "y": 0.2}, "correct"),
    ("hotspot", {"areas": [[0, 0, 0.1, 0.1], [0.5, 0.5, 0.5, 0.5]]}, {"x": 1, "y": 1}, "correct"),
    ("hotspot", {"areas": [[0.1, 0.2, 0.3, 0.4]]}, {"x": 0.41, "y": 0.2}, "incorrect"),
    ("hotspot", {"areas": [[0, 0, 1, 1]]}, {"x": True, "y": 0.5}, "incorrect"),
    ("hotspot", {"areas": [[0, 0, 1, 1]]}, {"x": float("nan"), "y": 0.5}, "incorrect"),
    ("hotspot", {"areas": [[0, 0, 1, 1]]}, {"x": 0.5}, "incorrect"),
    ("hotspot", {"areas": [[0, 0, 1, 1]]}, {"x": None, "y": None}, "skipped"),
]


@pytest.mark.parametrize(("kind", "solution", "response", "outcome"), CASES)
def test_outcome(kind, solution, response, outcome):
    assert mark(kind, solution, response).outcome == outcome


@pytest.mark.parametrize("response", [None, {}])
def test_no_response_is_skipped(response):
    assert mark("number", {"value": 1}, response).outcome == "skipped"


@pytest.mark.parametrize("response", ["b", ["b"], 3, True, [[]]])
def test_a_response_that_is_not_a_mapping_is_incorrect_and_says_so(response):
    verdict = mark("single_choice", {"correct": "b"}, response)
    assert (verdict.outcome, verdict.detail) == ("incorrect", "malformed: not a mapping")


def test_an_unknown_kind_is_an_error_of_the_content():
    with pytest.raises(UnknownKind, match="essay"):
        mark("essay", {}, {})
