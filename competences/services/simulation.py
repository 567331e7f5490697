"""What a simulator posted, checked and completed by its referee before it is marked."""

from typing import Any

from competences.bank.simulators import get_referee
from competences.bank.variants import Variant


def final_state(variant: Variant, response: dict[str, Any]) -> dict[str, Any]:
    """The response to mark. A malformed state is an empty one: it meets no expectation."""
    assert variant.simulator is not None  # noqa: S101 -- the caller's precondition
    referee = get_referee(variant.simulator.name)
    try:
        state = referee.final_state(variant.simulator.scenario, response.get("state"))
    except (ValueError, RecursionError):
        return {"state": {"malformed": True}}
    return {"state": state}
