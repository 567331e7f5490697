"""Builders make the files that challenges hand out, and tell the facts that are in them.

A builder is a module of this package with `VERSION`, `FORMATS` and `build(rng, **parameters)`.
The same `rng` gives the same facts and the same bytes: no clock, no order of sets, fixed dates.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Built:
    """Facts for the challenge, and the bytes of the file in one of the builder's formats."""

    facts: Mapping[str, Any]
    write: Callable[[str], bytes]


class Builder(Protocol):
    VERSION: int
    FORMATS: tuple[str, ...]
    build: Callable[..., Built]


class UnknownBuilderError(LookupError):
    """No builder has this name."""


def builder_names() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.ispkg)


def get_builder(name: str) -> Builder:
    if name not in builder_names():
        raise UnknownBuilderError(f"builder {name!r}: one of {', '.join(builder_names())}")
    builder: Builder = import_module(f"{__name__}.{name}")
    return builder
