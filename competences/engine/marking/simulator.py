"""The final state of a simulator: solution `{"expect": [{path, op, value}, ...]}`.

Response `{"state": {...}}`. Every expectation must hold. The syntax of paths is in `path.py`.

- `equals`: the path selects something, and all it selects equals `value`.
- `contains`: the path selects something, and all it selects contains `value`: a part of a text,
  an element of a list, a key of a mapping.
- `count`: after `[*]` or a condition, the number of places selected is `value`; otherwise the
  number of elements of the lists and mappings selected. Anything else counts 0.
- `exists`, `absent`: the path selects something, or nothing.

`tolerances` (case, accents, spaces, punctuation; none by default) may be given with `equals` and
`contains`, for what people type.
"""

from collections.abc import Collection, Mapping
from typing import Any

from .comparison import same, treated
from .normalise import TREATMENTS
from .path import Elements, Path, PathError, parse, select
from .reading import is_number, mapping_at
from .shapes import unknown_keys
from .verdict import SKIPPED, Verdict, decide

Expectation = Mapping[str, Any]


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    state = mapping_at(response, "state")
    if not state:
        return SKIPPED
    expected = solution["expect"]
    missed = [str(n) for n, each in enumerate(expected, start=1) if not _holds(each, state)]
    return decide(right=not missed, detail=f"expectations missed: {', '.join(missed)}")


def _holds(expectation: Expectation, state: Mapping[str, Any]) -> bool:
    path = parse(expectation["path"])
    places = select(path, state)
    match expectation["op"]:
        case "exists":
            return bool(places)
        case "absent":
            return not places
        case "count":
            return bool(_count(path, places) == expectation["value"])
    compare = same if expectation["op"] == "equals" else _has
    tolerances = expectation.get("tolerances", ())
    return bool(places) and all(compare(p, expectation["value"], tolerances) for p in places)


def _has(place: Any, value: Any, tolerances: Collection[str] = ()) -> bool:
    if isinstance(place, str):
        return isinstance(value, str) and treated(value, tolerances) in treated(place, tolerances)
    if isinstance(place, Mapping | list | tuple):
        return any(same(element, value, tolerances) for element in place)
    return False


def _count(path: Path, places: list[Any]) -> int:
    if path and isinstance(path[-1], Elements):
        return len(places)
    return sum(len(place) for place in places if isinstance(place, Mapping | list | tuple))


OPERATORS = ("equals", "contains", "count", "exists", "absent")
_TEXTUAL = ("equals", "contains")


def check(solution: Mapping[str, Any]) -> list[str]:
    expected = solution.get("expect")
    if not isinstance(expected, list) or not expected:
        return ["expect: a list of {path, op, value}, not empty"]
    return [
        f"expect[{position}]: {problem}"
        for position, expectation in enumerate(expected)
        for problem in _problems(expectation)
    ]


def _problems(expectation: object) -> list[str]:
    if not isinstance(expectation, Mapping):
        return ["a mapping {path, op, value}"]
    problems = unknown_keys(expectation, {"path", "op", "value", "tolerances"})
    try:
        parse(expectation.get("path", None))
    except (PathError, TypeError) as error:
        problems.append(f"path: {error}")
    op = expectation.get("op")
    if op not in OPERATORS:
        return [*problems, f"op: one of {', '.join(OPERATORS)}"]
    if ("value" in expectation) != (op in (*_TEXTUAL, "count")):
        problems.append(f"value: needed with {', '.join(_TEXTUAL)} and count, only there")
    elif op == "count" and not (is_number(expectation["value"]) and expectation["value"] >= 0):
        problems.append("value: a number of elements")
    return problems + _tolerance_problems(expectation)


def _tolerance_problems(expectation: Expectation) -> list[str]:
    tolerances = expectation.get("tolerances", [])
    if not isinstance(tolerances, list) or not set(map(str, tolerances)) <= {*TREATMENTS}:
        return [f"tolerances: a list among {', '.join(TREATMENTS)}"]
    if tolerances and expectation["op"] not in _TEXTUAL:
        return [f"tolerances: only with {', '.join(_TEXTUAL)}"]
    return []
