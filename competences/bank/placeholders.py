"""`{{ name }}` in the texts and data of a challenge, replaced by the facts of a variant."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .french import format_number

type Facts = Mapping[str, Any]

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*\}\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.+?)(?<!`)\1(?!`)", re.DOTALL)


class UnknownPlaceholderError(LookupError):
    """Names the placeholder that no fact answers."""


def fill(value: Any, facts: Facts) -> Any:
    """`value` with every placeholder replaced; alone in its string, a fact keeps its type."""
    if isinstance(value, str):
        alone = _PLACEHOLDER.fullmatch(value.strip())
        return _look_up(alone[1], facts) if alone else fill_text(value, facts)
    if isinstance(value, Mapping):
        return {key: fill(item, facts) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [fill(item, facts) for item in value]
    return value


def fill_text(text: str, facts: Facts) -> str:
    """Numbers the French way, but plain inside `code`, where they must be typed as they are."""
    if "{{" not in text:
        return text
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts.append(_replace(text[end : code.start()], facts, in_text))
        parts.append(_replace(code[0], facts, in_code))
        end = code.end()
    parts.append(_replace(text[end:], facts, in_text))
    return "".join(parts)


def names_in(text: str) -> Iterator[str]:
    return (found[1] for found in _PLACEHOLDER.finditer(text))


def malformed(text: str) -> bool:
    """Whether braces remain that no reader would understand as a placeholder."""
    rest = _PLACEHOLDER.sub("", text)
    return "{{" in rest or "}}" in rest


def in_text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(in_text, value))
    return str(value)


def in_code(value: Any) -> str:
    return in_text(value) if isinstance(value, bool | list | tuple) else str(value)


def _replace(text: str, facts: Facts, write: Callable[[Any], str]) -> str:
    return _PLACEHOLDER.sub(lambda found: write(_look_up(found[1], facts)), text)


def _look_up(name: str, facts: Facts) -> Any:
    value: Any = facts
    for step in name.split("."):
        try:
            value = value[int(step)] if isinstance(value, list | tuple) else value[step]
        except (LookupError, TypeError, ValueError) as problem:
            raise UnknownPlaceholderError(name) from problem
    return value
