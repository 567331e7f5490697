"""The right answer, and the learner's, in words: for the page of corrections (in French)."""

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .french import NO_BREAK, format_number, typeset
from .schema import Kind
from .variants import AnswerField, Option, Variant

NO_ANSWER = "Pas de réponse"
UNREADABLE = "Réponse illisible"
_TAG = re.compile(r"<[^>]+>")
_SHOWN = 3
"""Accepted answers quoted; the others are spellings of the same."""
_LONGEST = 300


def describe_solution(variant: Variant) -> str:
    return typeset(_SOLUTIONS[variant.kind](variant))


def describe_response(variant: Variant, response: Any) -> str:
    """Never raises: anything may have been posted."""
    if not response:
        return NO_ANSWER
    try:
        return typeset(_clean(_RESPONSES[variant.kind](variant, response))) or NO_ANSWER
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        return UNREADABLE


def plain_text(rendered: str) -> str:
    """An option's HTML as words."""
    return html.unescape(_TAG.sub("", rendered)).strip()


def _texts(options: Iterable[Option]) -> dict[str, str]:
    return {option.id: plain_text(option.html) for option in options}


def _quoted(answers: Sequence[str]) -> str:
    shown = [f"«{NO_BREAK}{answer}{NO_BREAK}»" for answer in answers[:_SHOWN]]
    return shown[0] if len(shown) == 1 else f"{shown[0]} (ou {', '.join(shown[1:])})"


def _listed(parts: Iterable[str]) -> str:
    return " ; ".join(parts)


def _ranked(parts: Iterable[str]) -> str:
    return " → ".join(parts)


def _number(solution: Mapping[str, Any]) -> str:
    units: Sequence[str] = solution.get("units") or ()
    text = format_number(solution["value"]) + (f"{NO_BREAK}{units[0]}" if units else "")
    tolerance = solution.get("tolerance")
    return f"{text} (à {format_number(tolerance)} près)" if tolerance else text


def _one_choice(variant: Variant) -> str:
    return _texts(variant.options)[variant.solution["correct"]]


def _several_choices(variant: Variant) -> str:
    right = variant.solution["correct"]
    return _listed(text for key, text in sorted(_texts(variant.options).items()) if key in right)


def _field(field: AnswerField, solution: Mapping[str, Any]) -> str:
    if "value" in solution:
        return _number(solution)
    if field.options:
        texts = _texts(field.options)
        return " ou ".join(texts[key] for key in solution["accepted"])
    return _quoted(solution["accepted"])


def _all_fields(variant: Variant) -> str:
    solutions = variant.solution["fields"]
    text = _listed(
        f"{field.label.rstrip(' :\u00a0')} : {_field(field, solutions[field.id])}"
        for field in variant.fields
    )
    return f"{text} (dans n'importe quel ordre)" if variant.solution.get("any_order") else text


def _sequence(variant: Variant) -> str:
    texts = _texts(variant.items)
    return _ranked(texts[key] for key in variant.solution["order"])


def _pairs(variant: Variant, pairs: Mapping[str, str]) -> str:
    right = _texts(variant.right)
    return _listed(
        f"{plain_text(left.html)} → {right[pairs[left.id]]}"
        for left in variant.left
        if pairs.get(left.id)
    )


_SOLUTIONS: Mapping[Kind, Callable[[Variant], str]] = {
    Kind.SINGLE_CHOICE: _one_choice,
    Kind.MULTIPLE_CHOICE: _several_choices,
    Kind.SHORT_TEXT: lambda variant: _quoted(variant.solution["accepted"]),
    Kind.NUMBER: lambda variant: _number(variant.solution),
    Kind.FIELDS: _all_fields,
    Kind.ORDER: _sequence,
    Kind.MATCH: lambda variant: _pairs(variant, variant.solution["pairs"]),
    Kind.HOTSPOT: lambda variant: variant.outcome,
    Kind.SIMULATOR: lambda variant: variant.outcome,
}


def _clean(text: str) -> str:
    """Short, on one line, and free of what a page or a log cannot hold."""
    kept = "".join(char if char.isprintable() else " " for char in text)
    return kept if len(kept) <= _LONGEST else f"{kept[:_LONGEST]}…"


def _chosen(variant: Variant, response: Mapping[str, Any]) -> str:
    return _texts(variant.options)[response["choice"]] if response["choice"] else ""


def _all_chosen(variant: Variant, response: Mapping[str, Any]) -> str:
    texts = _texts(variant.options)
    return _listed(texts[key] for key in sorted(response["choices"]))


def _typed(_variant: Variant, response: Mapping[str, Any]) -> str:
    return str(response["text"]).strip()


def _filled(variant: Variant, response: Mapping[str, Any]) -> str:
    return _listed(
        f"{field.label.rstrip(' :\u00a0')} : {_texts(field.options).get(given, str(given).strip())}"
        for field in variant.fields
        if (given := response["fields"].get(field.id))
    )


def _arranged(variant: Variant, response: Mapping[str, Any]) -> str:
    texts = _texts(variant.items)
    return _ranked(texts[key] for key in response["order"])


def _pointed(_variant: Variant, response: Mapping[str, Any]) -> str:
    across, down = (format_number(round(100 * float(response[axis]))) for axis in "xy")
    return f"Un point à {across} % de la gauche et {down} % du haut de l'image"


_RESPONSES: Mapping[Kind, Callable[[Variant, Mapping[str, Any]], str]] = {
    Kind.SINGLE_CHOICE: _chosen,
    Kind.MULTIPLE_CHOICE: _all_chosen,
    Kind.SHORT_TEXT: _typed,
    Kind.NUMBER: _typed,
    Kind.FIELDS: _filled,
    Kind.ORDER: _arranged,
    Kind.MATCH: lambda variant, response: _pairs(variant, response["pairs"]),
    Kind.HOTSPOT: _pointed,
    Kind.SIMULATOR: lambda _variant, _response: "Votre manipulation dans le simulateur",
}
