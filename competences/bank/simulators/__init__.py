"""Referees of the simulators: each module of this package that has a `Scenario` is one.

Discovered by name, so that a new simulator is a new module and nothing else.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from pydantic import BaseModel


class Referee(Protocol):
    """What a simulator module offers; `public_scenario` only when a scenario holds secrets."""

    Scenario: type[BaseModel]

    def final_state(self, scenario: Mapping[str, Any], posted: Any) -> dict[str, Any]:
        """The state as rules read it; raises `ValueError` on what the frame cannot have sent."""


class UnknownSimulatorError(LookupError):
    pass


@cache
def get_referee(name: str) -> Referee:
    if name in _module_names():
        module = import_module(f"{__name__}.{name}")
        if hasattr(module, "Scenario") and hasattr(module, "final_state"):
            return cast("Referee", module)
    raise UnknownSimulatorError(f"no simulator is called {name!r}")


def public_scenario(name: str, scenario: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the browser may know of a scenario: hidden cases and model answers left out."""
    hide = getattr(get_referee(name), "public_scenario", dict)
    return cast("Mapping[str, Any]", hide(scenario))


@cache
def _module_names() -> frozenset[str]:
    return frozenset(module.name for module in iter_modules(__path__))
