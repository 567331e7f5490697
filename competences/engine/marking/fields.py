"""Several fields: solution `{"fields": {"f1": {...}}, "any_order": false}`.

Each field's solution is one of short_text or number; response `{"fields": {"f1": "..."}}`.
All must be right. With `any_order` the answers may be given in any field, and each uses up one
solution. Fields that share one list of accepted answers ask for several of that list: an answer
of the list counts once.
"""

from collections.abc import Mapping
from typing import Any

from . import number, short_text
from .assignment import Slot, all_placed
from .normalise import is_blank
from .reading import mapping_at, text_at
from .shapes import WARNING, unknown_keys
from .verdict import SKIPPED, Verdict, decide

Solution = Mapping[str, Any]


def mark(solution: Solution, response: Mapping[str, Any]) -> Verdict:
    given, expected = mapping_at(response, "fields"), solution["fields"]
    answers = {key: text_at(given, key) for key in expected if key in given}
    filled = {key: text for key, text in answers.items() if not is_blank(text)}
    if not filled:
        return SKIPPED
    if len(filled) < len(expected):
        return Verdict("incorrect", f"{len(filled)} of {len(expected)} fields filled")
    if solution.get("any_order"):
        return decide(right=_right_in_any_order(list(expected.values()), list(filled.values())))
    wrong = [key for key, text in filled.items() if not _is_right(expected[key], text)]
    return decide(right=not wrong, detail=f"wrong: {', '.join(wrong)}")


def _is_number(solution: Solution) -> bool:
    return "value" in solution


def _is_right(solution: Solution, text: str) -> bool:
    if _is_number(solution):
        return number.judge(solution, text).outcome == "correct"
    return short_text.matched(solution, text) is not None


def _right_in_any_order(solutions: list[Solution], texts: list[str]) -> bool:
    groups: list[Solution] = []
    for solution in solutions:
        if solution not in groups:
            groups.append(solution)
    room = [solutions.count(solution) for solution in groups]
    slots = [
        [s for place, group in enumerate(groups) if (s := _slot(place, group, position, text))]
        for position, text in enumerate(texts)
    ]
    return all_placed(slots, room)


def _slot(group: int, solution: Solution, position: int, text: str) -> Slot | None:
    """Where this answer may go; two answers of one slot cannot both stay."""
    if _is_number(solution):
        return Slot(group, -1 - position) if _is_right(solution, text) else None
    matched = short_text.matched(solution, text)
    if matched is None:
        return None
    return Slot(group, matched if len(solution["accepted"]) > 1 else -1 - position)


def check(solution: Solution) -> list[str]:
    fields = solution.get("fields")
    if not isinstance(fields, Mapping) or not fields:
        return ["fields: a mapping of field ids to solutions"]
    problems = unknown_keys(solution, {"fields", "any_order"})
    if not isinstance(solution.get("any_order", False), bool):
        problems.append("any_order: true or false")
    for key, field in fields.items():
        problems += [_placed(key, problem) for problem in _field_problems(field)]
    return problems


def _field_problems(field: object) -> list[str]:
    if not isinstance(field, Mapping):
        return ["a solution of short_text or number"]
    return number.check(field) if _is_number(field) else short_text.check(field)


def _placed(key: object, problem: str) -> str:
    prefix = WARNING if problem.startswith(WARNING) else ""
    return f"{prefix}fields.{key}: {problem.removeprefix(WARNING)}"
