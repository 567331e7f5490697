"""What a page sends for a response: the inverse of `competences.forms.read_response`.

For people who are simulated, in the demonstration and in tests.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from competences.bank.variants import Option, Variant


def form_of(variant: Variant, response: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields of the form for a response, and the button pressed; a blank one is skipped."""
    inputs = [pair for name in response for pair in _inputs(variant, name, response[name])]
    return [("answer", "1"), *inputs] if inputs else [("skip", "1")]


def _inputs(variant: Variant, name: str, value: Any) -> Sequence[tuple[str, str]]:
    match name:
        case "choice" | "choices":
            chosen = [value] if name == "choice" else value
            return [("choice", _codes(variant.options)[option]) for option in chosen]
        case "fields":
            options = {field.id: _codes(field.options) for field in variant.fields}
            return [(f"field-{id_}", options[id_].get(text, text)) for id_, text in value.items()]
        case "order":
            codes = _codes(variant.items)
            return [(f"rank-{codes[item]}", str(rank)) for rank, item in enumerate(value, start=1)]
        case "pairs":
            left, right = _codes(variant.left), _codes(variant.right)
            return [(f"pair-{left[one]}", right[other]) for one, other in value.items()]
        case "x" | "y":
            return [(f"point.{name}", str(value)), (f"size-{name}", "1")]
    return [(name, value if isinstance(value, str) else json.dumps(value))]


def _codes(options: Sequence[Option]) -> dict[str, str]:
    return {option.id: option.code for option in options}
