"""Referee of the programming simulator: runs the posted program again, on the hidden cases too."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import blocks
from .interpreter import Machine
from .python_text import Node, parse_expression, parse_program
from .robot import Grid, Robot
from .scenario import (
    MAX_BLOCKS,
    Case,
    Scenario,
    public_scenario,
    read_blocks,
    read_text,
)
from .values import Meter, ProgramError, Value

__all__ = ["Scenario", "final_state", "public_scenario"]

MAX_WORK = 150_000
TOTAL_WORK = 300_000
TOLERANCE = 1e-9


def final_state(scenario: Scenario | Mapping[str, Any], posted: Any) -> dict[str, Any]:
    """Return what the posted program is and does, as the rules of a challenge read it.

    Raise ValueError on anything that the frame would not have sent; a program that has a mistake
    is a result like another (`valid` false, or cases that failed).
    """
    scenario = Scenario.model_validate(scenario)
    if not isinstance(posted, Mapping) or posted.get("language") != scenario.language:
        raise ValueError(f"the state holds a program in {scenario.language}")
    try:
        program = _program(scenario, posted)
    except ProgramError as error:
        return _report(scenario, [], error=error)
    return _report(scenario, program, runs=_runs(scenario, program))


def _program(scenario: Scenario, posted: Mapping[str, Any]) -> list[Node]:
    if scenario.language == "blocks":
        if set(posted) != {"language", "program"}:
            raise ValueError("the state of a block program is its language and its program")
        return blocks.translate(read_blocks(posted["program"], scenario.allowed))
    if set(posted) != {"language", "text"}:
        raise ValueError("the state of a Python program is its language and its text")
    program = parse_program(read_text(posted["text"]))
    if sum(1 for _ in statements(program)) > MAX_BLOCKS:
        raise ValueError(f"a program has at most {MAX_BLOCKS} instructions")
    return program


def _runs(scenario: Scenario, program: Sequence[Node]) -> list[dict[str, Any]]:
    """Every case in turn; the work is shared, so that endless programs stay cheap to judge."""
    left, runs = TOTAL_WORK, []
    for case in scenario.every_case:
        meter = Meter(case.max_steps, min(MAX_WORK, left))
        runs.append({"name": case.name, **run_case(case, program, meter)})
        left -= meter.work
    return runs


def run_case(case: Case, program: Sequence[Node], meter: Meter) -> dict[str, Any]:
    robot = Robot(Grid.read(case.grid)) if case.grid is not None else None
    machine = Machine(
        meter,
        commands=robot.commands if robot else None,
        inputs=case.inputs,
        given=case.given,
    )
    error, passed = "", False
    try:
        machine.run(program)
        passed = _passed(case, machine, robot)
    except ProgramError as problem:
        error = problem.code
    facts = robot.outcome() if robot else {}
    return {"passed": passed, "error": error, "output": machine.output, **facts}


def _passed(case: Case, machine: Machine, robot: Robot | None) -> bool:
    if robot is not None:
        outcome = robot.outcome()
        return bool(outcome["reached"] and not outcome["left"] and outcome["delivered"])
    if case.call is not None:
        return alike(machine.ask(parse_expression(case.call)), case.result)
    return tidy(machine.output) == tidy(case.output or "")


def tidy(output: str) -> list[str]:
    """Lines without the spaces at their end, nor the empty lines at the end."""
    return [line.rstrip(" ") for line in output.rstrip(" \n").split("\n")]


def alike(value: Value, wanted: Value) -> bool:
    """A result against what the author wrote in YAML: tuples are lists, floats have a tolerance."""
    if isinstance(value, (list, tuple)) and isinstance(wanted, (list, tuple)):
        return len(value) == len(wanted) and all(map(alike, value, wanted))
    if isinstance(value, dict) and isinstance(wanted, dict):
        return value.keys() == wanted.keys() and all(alike(value[k], wanted[k]) for k in value)
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    if isinstance(value, (int, float)) and isinstance(wanted, (int, float)):
        return abs(value - wanted) <= TOLERANCE * max(1, abs(wanted))
    return type(value) is type(wanted) and bool(value == wanted)


def _report(
    scenario: Scenario,
    program: Sequence[Node],
    *,
    runs: Sequence[dict[str, Any]] = (),
    error: ProgramError | None = None,
) -> dict[str, Any]:
    size = sum(1 for _ in statements(program))
    passed = sum(run["passed"] for run in runs)
    problems = [error.code] if error else [run["error"] for run in runs if run["error"]]
    return {
        "valid": error is None,
        "error": problems[0] if problems else "",
        "cases": list(runs),
        "passed": passed,
        "failed": len(scenario.every_case) - passed,
        "all_passed": passed == len(scenario.every_case),
        "blocks": size,
        "within_limit": scenario.limit is None or size <= scenario.limit,
        "uses": uses(program),
        "calls": calls(program),
    }


USES = {
    "repeat": ("repeat", "loop"), "for": ("for", "loop"), "while": ("while", "loop"),
    "if": ("if",), "def": ("function",), "assign": ("variable",), "augment": ("variable",),
    "return": ("return",),
}  # fmt: skip


def uses(program: Sequence[Node]) -> dict[str, int]:
    """How often each construct is used; one that is not used is absent."""
    counted = Counter(use for node in statements(program) for use in USES.get(node["type"], ()))
    counted["recursion"] = sum(
        1 for node in statements(program) if node["type"] == "def" and node["name"] in calls([node])
    )
    return dict(+counted)


def calls(program: Sequence[Node]) -> dict[str, int]:
    """How often each function or method is called, by name."""
    named = (node["name"] for node in nodes(program) if node.get("type") in ("call", "method"))
    return dict(Counter(named))


def statements(program: Sequence[Node]) -> Iterator[Node]:
    for node in program:
        yield node
        yield from statements(node.get("body", ()))
        yield from statements(node.get("orelse", ()))


def nodes(program: Sequence[Node]) -> Iterator[Node]:
    waiting: list[Any] = list(program)
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
