"""Whatever a browser, or someone without one, may send: a verdict, quickly."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competences.engine.marking import KINDS, Verdict, check_solution, mark

SOLUTIONS = {
    "single_choice": {"correct": "b"},
    "multiple_choice": {"correct": ["a", "c"]},
    "short_text": {"accepted": ["navigateur"], "rejected": ["moteur"]},
    "number": {"value": 12.5, "tolerance": 0, "units": ["Mo"]},
    "fields": {"fields": {"f1": {"accepted": ["a", "b"]}, "f2": {"value": 2}}, "any_order": True},
    "order": {"order": ["c", "a", "b"]},
    "match": {"pairs": {"a": "1", "b": "2"}},
    "hotspot": {"areas": [[0.1, 0.1, 0.2, 0.2]]},
    "simulator": {
        "expect": [
            {"path": "state[name=a].files[0]", "op": "equals", "value": {"a": [1, "b"]}},
            {"path": "text", "op": "contains", "value": "é", "tolerances": ["accents"]},
            {"path": "a[*].b", "op": "count", "value": 2},
            {"path": "", "op": "exists"},
        ]
    },
}
KEYS = ["choice", "choices", "text", "fields", "order", "pairs", "x", "y", "state", "f1", "f2", "a"]
ODD_TEXTS = ["", "\x00", "\ud800", "1e999", "NaN", "-0", "１２", "\u0301" * 50, "İ", "ß", "€"]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(ODD_TEXTS)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
ONE_MEGABYTE = ["a" * 2**20, "\u0345\u0316" * 2**19, " " * 2**20, "1" * 2**20, "\ud800" * 2**20]


def test_every_kind_is_tried():
    assert set(SOLUTIONS) == set(KINDS)
    assert [check_solution(kind, SOLUTIONS[kind]) for kind in KINDS] == [[]] * len(KINDS)


@pytest.mark.parametrize("kind", SOLUTIONS)
@given(response=VALUES | st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_never_raises(kind, response):
    verdict = mark(kind, SOLUTIONS[kind], response)
    assert isinstance(verdict, Verdict)
    assert verdict.outcome in {"correct", "incorrect", "skipped"}


@pytest.mark.parametrize("kind", SOLUTIONS)
@pytest.mark.parametrize("text", ONE_MEGABYTE, ids=["letters", "marks", "spaces", "digits", "half"])
def test_a_megabyte_is_refused_quickly(kind, text):
    start = time.process_time()
    for value in (text, [text], {"f1": text, "f2": text, "text": text}):
        assert mark(kind, SOLUTIONS[kind], dict.fromkeys(KEYS, value)).outcome != "correct"
    assert time.process_time() - start < 2


def test_deep_nesting():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    for kind, solution in SOLUTIONS.items():
        assert mark(kind, solution, dict.fromkeys(KEYS, deep)).outcome == "incorrect"


@pytest.mark.parametrize("kind", SOLUTIONS)
@given(response=VALUES)
def test_the_detail_never_quotes_the_solution(kind, response):
    detail = mark(kind, SOLUTIONS[kind], response).detail
    assert not {"navigateur", "12.5", "Mo"} & set(detail.split())
