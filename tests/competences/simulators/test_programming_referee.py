"""What the referee accepts, refuses and reports of a posted program."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from competences.bank.simulators.programming import Scenario, final_state, public_scenario

ALLEY = {
    "world": "robot",
    "language": "blocks",
    "palette": ["avancer", "repeat", "if_else", "ramasser", "poser", "tourner_droite", "call"],
    "limit": 3,
    "cases": [{"name": "Visible", "grid": "#>.*"}],
    "hidden": [{"name": "Cachée", "grid": "#>..*"}],
    "reference": [{"block": "avancer"}],
}
DOUBLE = {
    "world": "console",
    "language": "python",
    "cases": [{"name": "Deux", "call": "double(2)", "result": 4}],
    "hidden": [{"name": "Demi", "call": "double(0.5)", "result": 1}],
}


def forward(count: str | int) -> dict[str, Any]:
    return {"block": "repeat", "slots": {"count": count}, "body": [{"block": "avancer"}]}


def blocks(*program: Any) -> dict[str, Any]:
    return {"language": "blocks", "program": list(program)}


def python(text: Any) -> dict[str, Any]:
    return {"language": "python", "text": text}


def grid(text: str, *program: Any) -> dict[str, Any]:
    scenario = {**ALLEY, "cases": [{"name": "Terrain", "grid": text}], "hidden": []}
    return final_state(scenario, blocks(*program))["cases"][0]


def test_hidden_cases_are_judged_too():
    final = final_state(ALLEY, blocks(forward(2)))
    assert [case["passed"] for case in final["cases"]] == [True, False]
    assert (final["passed"], final["failed"], final["all_passed"]) == (1, 1, False)


def test_the_browser_never_sees_hidden_cases_nor_the_reference():
    public = public_scenario(ALLEY)
    assert "Cachée" not in str(public)
    assert not {"hidden", "reference"} & public.keys()
    assert public["others"] == 1


def test_constructs_and_calls_are_counted_only_when_used():
    final = final_state(ALLEY, blocks(forward(2)))
    assert (final["blocks"], final["uses"], final["calls"]) == (
        2, {"repeat": 1, "loop": 1}, {"avancer": 1},
    )  # fmt: skip


def test_recursion_is_seen():
    text = "def double(n):\n    if n <= 0:\n        return 0\n    return 1 + double(n - 0.5)\n"
    final = final_state(DOUBLE, python(text))
    assert final["all_passed"]
    assert final["uses"] == {"function": 1, "if": 1, "return": 2, "recursion": 1}


def test_the_limit_counts_nested_blocks():
    nested = {**forward(1), "body": [forward(1), {"block": "avancer"}]}
    assert final_state(ALLEY, blocks(forward(2)))["within_limit"]
    assert not final_state(ALLEY, blocks(nested))["within_limit"]


@pytest.mark.parametrize(
    ("text", "program", "passed"),
    [
        (">o", [{"block": "avancer"}], False),
        (">o", [{"block": "avancer"}, {"block": "ramasser"}], True),
        (">ou", [forward(1), {"block": "ramasser"}, forward(1)], False),
        (">ou", [forward(1), {"block": "ramasser"}, forward(1), {"block": "poser"}], True),
        (">*", [], False),
        (">.", [], True),
    ],
)
def test_what_a_grid_asks(text, program, passed):
    assert grid(text, *program)["passed"] is passed


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ([{"block": "tourner_droite"}, {"block": "avancer"}], "wall"),
        ([{"block": "ramasser"}], "no_item"),
        ([{"block": "poser"}], "empty_hands"),
        ([{"block": "call", "slots": {"name": "danse"}}], "name"),
        ([forward("1000000")], "wall"),
    ],
)
def test_what_stops_the_robot(program, error):
    assert grid(">.", *program)["error"] == error


@pytest.mark.parametrize(("count", "error"), [("", "empty"), ("2 +", "syntax"), ("'a'", "type")])
def test_a_badly_filled_block_is_a_mistake_of_the_program(count, error):
    final = final_state(ALLEY, blocks(forward(count)))
    assert (final["error"], final["all_passed"]) == (error, False)


def test_a_program_that_cannot_be_read_fails_every_case():
    final = final_state(DOUBLE, python("def double(n)\n    return 2 * n"))
    assert (final["valid"], final["error"], final["failed"]) == (False, "syntax", 2)


def test_a_case_may_bound_the_steps():
    case = {"name": "Mille", "call": "chercher(list(range(1000)), 999)", "result": 999}
    scenario = {**DOUBLE, "cases": [{**case, "max_steps": 1100}], "hidden": []}
    slow = "def chercher(xs, x):\n    return xs.index(x)\n"
    assert not final_state(scenario, python(slow))["all_passed"]


@pytest.mark.parametrize(
    ("result", "wanted", "passed"),
    [("0.1 + 0.2", 0.3, True), ("(1, 2)", [1, 2], True), ("True", 1, False), ("'4'", 4, False),
     ("{'a': [1]}", {"a": [1.0]}, True), ("None", None, True), ("[1, 2]", [1], False)],
)  # fmt: skip
def test_how_results_are_compared(result, wanted, passed):
    scenario = {**DOUBLE, "cases": [{"name": "x", "call": "f()", "result": wanted}], "hidden": []}
    assert final_state(scenario, python(f"def f():\n    return {result}"))["all_passed"] is passed


def test_given_variables_and_inputs_feed_the_program():
    case = {"name": "x", "given": {"prix": 3}, "inputs": [4], "output": "12  \n\n"}
    scenario = {**DOUBLE, "cases": [case], "hidden": []}
    assert final_state(scenario, python("print(prix * int(input()))"))["all_passed"]


@pytest.mark.parametrize(
    "posted",
    [
        None, [], "text", {}, {"language": "python", "text": "x = 1"}, {"language": "blocks"},
        blocks({"block": "exec"}), blocks({"block": "say", "slots": {"value": "1"}}),
        blocks({"block": "avancer", "slots": {"n": "1"}}), blocks({"block": ["avancer"]}),
        blocks({"block": "avancer", "body": []}), blocks({"block": "repeat", "slots": {}}),
        blocks(forward(["2"])), blocks(forward(True)), blocks(forward("1" * 300)),
        blocks("avancer"), blocks(*[{"block": "avancer"}] * 201), {**blocks(), "score": 1},
        {"language": "blocks", "program": {}},
    ],
    ids=str,
)  # fmt: skip
def test_a_malformed_state_is_refused(posted):
    with pytest.raises(ValueError, match=r"\w"):
        final_state(ALLEY, posted)


def test_too_deep_blocks_are_refused():
    block = forward(1)
    for _ in range(13):
        block = {**forward(1), "body": [block]}
    with pytest.raises(ValueError, match="nested"):
        final_state(ALLEY, blocks(block))


@pytest.mark.parametrize("text", [None, 3, "x" * 10_001, "x\0", "\ud800", "x = 1\n" * 201])
def test_a_malformed_text_is_refused(text):
    with pytest.raises(ValueError, match="program"):
        final_state(DOUBLE, python(text))


KEYS = ["block", "slots", "body", "orelse", "count", "test"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["repeat", "avancer", "if_else", "blocks", "call"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200, deadline=2000)
@given(st.lists(JSON, max_size=4))
def test_anything_posted_is_judged_or_refused(program):
    try:
        final = final_state(ALLEY, {"language": "blocks", "program": program})
    except ValueError:
        return
    assert final["passed"] + final["failed"] == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"palette": []}, {"palette": ["jump"]}, {"world": "sea"}, {"cases": []}, {"unknown": 1},
        {"cases": [{"name": "x", "grid": "#>*\n#"}]}, {"cases": [{"name": "x", "grid": "##"}]},
        {"cases": [{"name": "x", "grid": ">>"}]}, {"cases": [{"name": "x", "grid": ">?"}]},
        {"cases": [{"name": "x", "output": "1"}]}, {"cases": [{"name": "x"}]},
        {"program": [{"block": "jump"}]}, {"reference": "x = 1"}, {"tests": ["jump"]},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_scenario_is_refused(wrong):
    with pytest.raises(ValidationError):
        Scenario.model_validate({**ALLEY, **wrong})
