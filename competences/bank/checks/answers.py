"""Every solution is accepted by its own marking, and what is not a solution is refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from competences.bank.french import format_number
from competences.bank.problems import Problem
from competences.bank.schema import Kind
from competences.bank.simulators import get_referee
from competences.bank.variants import Option, SimulatorRun, Variant
from competences.engine.marking import WARNING, check_solution, mark

from .entries import Entry

type Solution = Mapping[str, Any]
type Response = Mapping[str, Any]


def check_answers(entries: Sequence[Entry]) -> Iterator[Problem]:
    for entry in entries:
        # One bad line breaks every variant in the same way: say it once.
        messages = dict.fromkeys(
            message for drawn in entry.drawn for message in problems_of(drawn.variant)
        )
        for message in messages:
            if message.startswith(WARNING):
                yield entry.warning(message.removeprefix(WARNING), "solution")
            else:
                yield entry.error(message, "solution")


def problems_of(variant: Variant) -> list[str]:
    problems = check_solution(variant.kind, variant.solution)
    if all(problem.startswith(WARNING) for problem in problems):
        problems += _foreign_ids(variant)
    if all(problem.startswith(WARNING) for problem in problems):
        problems += _verdicts(variant)
    return problems


def _verdicts(variant: Variant) -> Iterator[str]:
    try:
        for response in right_responses(variant):
            if mark(variant.kind, variant.solution, response).outcome != "correct":
                yield f"its own marking refuses {response}"
        for response in wrong_responses(variant):
            if mark(variant.kind, variant.solution, response).outcome == "correct":
                yield f"its marking accepts {response}"
    except ValueError as malformed:
        yield f"the simulator refuses a state: {malformed}"


def _ids(options: Sequence[Option]) -> set[str]:
    return {option.id for option in options}


def _foreign_ids(variant: Variant) -> Iterator[str]:
    """Ids of the solution that the question does not have, or the other way round."""
    solution, kind = variant.solution, variant.kind
    if kind in {Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE}:
        right = [solution["correct"]] if kind is Kind.SINGLE_CHOICE else solution["correct"]
        yield from _difference("option", set(right), _ids(variant.options), whole=False)
    elif kind is Kind.ORDER:
        yield from _difference("item", set(solution["order"]), _ids(variant.items))
    elif kind is Kind.MATCH:
        yield from _difference("left item", set(solution["pairs"]), _ids(variant.left))
        right = set(solution["pairs"].values())
        yield from _difference("right item", right, _ids(variant.right), whole=False)
    elif kind is Kind.FIELDS:
        yield from _difference("field", set(solution["fields"]), {f.id for f in variant.fields})
        for field in variant.fields:
            accepted = set(solution["fields"].get(field.id, {}).get("accepted", ()))
            if field.options:
                name = f"option of {field.id}"
                yield from _difference(name, accepted, _ids(field.options), whole=False)


def _difference(
    what: str, solved: set[str], asked: set[str], *, whole: bool = True
) -> Iterator[str]:
    if unknown := sorted(solved - asked):
        yield f"the solution names an unknown {what}: {', '.join(unknown)}"
    if whole and (forgotten := sorted(asked - solved)):
        yield f"the solution forgets the {what} {', '.join(forgotten)}"


def right_responses(variant: Variant) -> Iterator[Response]:
    """All the ways the solution itself gives to answer."""
    if variant.simulator:
        return _program_states(variant.simulator, "reference")
    return _RIGHT[variant.kind](variant.solution)


def wrong_responses(variant: Variant) -> Iterator[Response]:
    """What must be refused: every other option, what the author rejects, the untouched page."""
    solution = variant.solution
    match variant.kind:
        case Kind.SINGLE_CHOICE:
            others = _ids(variant.options) - {solution["correct"]}
            yield from ({"choice": option} for option in sorted(others))
        case Kind.MULTIPLE_CHOICE:
            right = set(solution["correct"])
            yield from ({"choices": sorted(right ^ {option.id})} for option in variant.options)
        case Kind.SHORT_TEXT:
            yield from ({"text": answer} for answer in solution.get("rejected") or ())
        case Kind.ORDER:
            yield {"order": [item.id for item in variant.items]}
        case Kind.SIMULATOR:
            yield from _program_states(variant.simulator, "program")


def _numbers(solution: Solution) -> Iterator[str]:
    value = solution["value"]
    yield str(value)
    yield format_number(value)
    yield from (f"{format_number(value)} {unit}" for unit in solution.get("units") or ())


def _first(solution: Solution) -> str:
    return str(solution["accepted"][0]) if "accepted" in solution else next(_numbers(solution))


def _centres(solution: Solution) -> Iterator[Response]:
    for x, y, width, height in solution["areas"]:
        yield {"x": x + width / 2, "y": y + height / 2}


_RIGHT: Mapping[Kind, Callable[[Solution], Iterator[Response]]] = {
    Kind.SINGLE_CHOICE: lambda s: iter([{"choice": s["correct"]}]),
    Kind.MULTIPLE_CHOICE: lambda s: iter([{"choices": list(s["correct"])}]),
    Kind.SHORT_TEXT: lambda s: ({"text": answer} for answer in s["accepted"]),
    Kind.NUMBER: lambda s: ({"text": answer} for answer in _numbers(s)),
    Kind.FIELDS: lambda s: iter([{"fields": {k: _first(v) for k, v in s["fields"].items()}}]),
    Kind.ORDER: lambda s: iter([{"order": list(s["order"])}]),
    Kind.MATCH: lambda s: iter([{"pairs": dict(s["pairs"])}]),
    Kind.HOTSPOT: _centres,
}


def _program_states(run: SimulatorRun | None, program: str) -> Iterator[Response]:
    """Programs that the scenario itself holds: the author's, and the one to start from."""
    if run is None or run.name != "programming" or not run.scenario.get(program):
        return
    language = run.scenario["language"]
    key = "text" if language == "python" else "program"
    posted = {"language": language, key: run.scenario[program]}
    yield {"state": get_referee(run.name).final_state(run.scenario, posted)}
