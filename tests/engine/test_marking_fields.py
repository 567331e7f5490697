"""Several fields: all must be right; in any order each answer uses up one solution."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competences.engine.marking import mark

CITY = {"accepted": ["Lyon", "Lille"]}
MIXED = {
    "fields": {
        "f1": {"accepted": ["mars"], "tolerances": ["case"]},
        "f2": {"value": 12.5, "units": ["Mo"]},
    }
}


def outcome(solution, *answers):
    keys = [f"f{n}" for n in range(1, len(answers) + 1)]
    fields = dict(zip(keys, answers, strict=True))
    return mark("fields", solution, {"fields": fields}).outcome


def any_order(*solutions):
    keys = [f"f{n}" for n in range(1, len(solutions) + 1)]
    return {"fields": dict(zip(keys, solutions, strict=True)), "any_order": True}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("Mars", "12,5 Mo"), "correct"),
        (("Mars", "12"), "incorrect"),
        (("12,5", "mars"), "incorrect"),
        (("Mars", ""), "incorrect"),
        (("Mars",), "incorrect"),
        (("", " "), "skipped"),
        (("Mars", 12.5), "incorrect"),
        (("Mars", None), "incorrect"),
    ],
)
def test_in_their_fields(answers, expected):
    assert outcome(MIXED, *answers) == expected


def test_unknown_fields_are_ignored():
    assert outcome(MIXED, "mars", "12.5", "more") == "correct"
    assert outcome(MIXED | {"any_order": True}, "12.5", "mars", "more") == "correct"


def test_any_order_is_solved_exactly_not_greedily():
    wide, narrow = {"accepted": ["rouge", "vert"]}, {"accepted": ["rouge"]}
    assert outcome(any_order(wide, narrow), "rouge", "vert") == "correct"
    assert outcome(any_order(narrow, wide), "vert", "rouge") == "correct"
    assert outcome(any_order(wide, narrow), "vert", "vert") == "incorrect"


def test_one_answer_does_not_serve_twice():
    assert outcome(any_order({"accepted": ["a"]}, {"accepted": ["b"]}), "a", "a") == "incorrect"
    assert outcome(any_order(CITY, CITY), "Lyon", "LYON") == "incorrect"
    assert outcome(any_order(CITY, CITY), "Lyon", "Lile") == "correct"


def test_equal_solutions_may_be_given_twice():
    assert outcome(any_order({"value": 5}, {"value": 5}), "5", "5,0") == "correct"
    assert outcome(any_order({"accepted": ["a"]}, {"accepted": ["a"]}), "a", "A") == "correct"


LETTERS = "abcd"
SOLUTION = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=3, unique=True).map(
    lambda accepted: {"accepted": accepted, "tolerances": ["case"]}
)


@st.composite
def asked_and_answered(draw):
    solutions = draw(st.lists(SOLUTION, min_size=1, max_size=4))
    answer = st.sampled_from([*LETTERS, *LETTERS.upper()])
    return solutions, draw(st.lists(answer, min_size=len(solutions), max_size=len(solutions)))


@given(asked_and_answered(), st.randoms())
def test_permuting_the_answers_changes_nothing(case, rng):
    solutions, answers = case
    shuffled = rng.sample(answers, len(answers))
    assert outcome(any_order(*solutions), *answers) == outcome(any_order(*solutions), *shuffled)


@given(asked_and_answered())
def test_any_order_agrees_with_trying_every_order(case):
    solutions, answers = case
    lists = [sorted(solution["accepted"]) for solution in solutions]
    answers = [answer.lower() for answer in answers]

    def fits(order):
        pairs = [(i, a) for i, a in zip(order, answers, strict=True)]
        used = [(lists[i], a) for i, a in pairs if len(lists[i]) > 1]
        twice = any(used.count(each) > 1 for each in used)
        return all(a in lists[i] for i, a in pairs) and not twice

    expected = any(map(fits, itertools.permutations(range(len(answers)))))
    solutions = [{"accepted": each, "tolerances": ["case"]} for each in lists]
    assert (outcome(any_order(*solutions), *answers) == "correct") == expected
