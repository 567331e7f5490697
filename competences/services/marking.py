"""Mark a response to a variant: what a simulator posted first goes through its referee."""

from typing import Any

from competences.bank.simulators import get_referee
from competences.bank.variants import Variant
from competences.engine import mark
from competences.enums import Outcome


def judge(variant: Variant, response: dict[str, Any], *, late: bool = False) -> tuple[Outcome, str]:
    """Outcome, and a detail for the staff. An empty response is a skipped question."""
    if not response:
        return Outcome.SKIPPED, ""
    if variant.simulator is not None:
        response = {"state": _final_state(variant, response)}
    verdict = mark(variant.kind, variant.solution, response)
    outcome = Outcome(verdict.outcome)
    if late and outcome != Outcome.SKIPPED:
        outcome = Outcome.TIMED_OUT
    return outcome, verdict.detail


def _final_state(variant: Variant, response: dict[str, Any]) -> dict[str, Any]:
    """The state to mark. A malformed one meets no expectation."""
    assert variant.simulator is not None  # noqa: S101 -- the caller's precondition
    referee = get_referee(variant.simulator.name)
    try:
        return referee.final_state(variant.simulator.scenario, response.get("state"))
    except (ValueError, RecursionError) as error:
        return {"malformed": str(error)[:200]}
