"""What the browser sends, turned into what the engine marks."""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competences.bank.schema import Kind
from competences.bank.variants import AnswerField, Option, Variant
from competences.enums import ReportCategory
from competences.models import ChallengeReport

MAX_STATE = 200_000


class UnusableAnswer(Exception):
    """The answer cannot be taken as it is; the message tells the learner what to do."""


def read_response(variant: Variant, data: QueryDict) -> dict[str, Any]:
    """The response to mark, in the shape of its kind (engine.md A). Raises UnusableAnswer.

    The page names options by their codes; one that it never offered is as good as nothing.
    """
    return _READERS[variant.kind](variant, data)


def clean_text(text: str) -> str:
    """Without what no keyboard types and no database stores: NUL bytes, lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _choice(variant: Variant, data: QueryDict) -> dict[str, Any]:
    choice = _id_of(data.get("choice", ""), variant.options)
    if not choice:
        raise UnusableAnswer(_("Choisissez une réponse, ou passez la question."))
    return {"choice": choice}


def _choices(variant: Variant, data: QueryDict) -> dict[str, Any]:
    codes = set(data.getlist("choice"))
    choices = [option.id for option in variant.options if option.code in codes]
    if not choices:
        raise UnusableAnswer(_("Cochez au moins une réponse, ou passez la question."))
    return {"choices": choices}


def _typed(_variant: Variant, data: QueryDict) -> dict[str, Any]:
    text = _text(data, "text")
    if not text:
        raise UnusableAnswer(_("Écrivez votre réponse, ou passez la question."))
    return {"text": text}


def _fields(variant: Variant, data: QueryDict) -> dict[str, Any]:
    fields = {field.id: _field(field, data) for field in variant.fields}
    if not all(fields.values()):
        raise UnusableAnswer(_("Remplissez tous les champs, ou passez la question."))
    return {"fields": fields}


def _field(field: AnswerField, data: QueryDict) -> str:
    value = _text(data, f"field-{field.id}")
    return _id_of(value, field.options) if field.options else value


def _order(variant: Variant, data: QueryDict) -> dict[str, Any]:
    ranks = {item.id: _rank(_text(data, f"rank-{item.code}")) for item in variant.items}
    if sorted(ranks.values()) != list(range(1, len(ranks) + 1)):
        raise UnusableAnswer(_("Donnez à chaque élément un rang différent."))
    return {"order": sorted(ranks, key=ranks.__getitem__)}


def _rank(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0  # noqa: PLR2004 -- ranks are small


def _pairs(variant: Variant, data: QueryDict) -> dict[str, Any]:
    pairs = {
        left.id: _id_of(data.get(f"pair-{left.code}", ""), variant.right) for left in variant.left
    }
    if not all(pairs.values()):
        raise UnusableAnswer(_("Associez tous les éléments, ou passez la question."))
    return {"pairs": pairs}


def _point(_variant: Variant, data: QueryDict) -> dict[str, Any]:
    """A click on the picture: pixels from the image button, with the size it was shown at."""
    try:
        x, y = (float(_text(data, f"point.{a}")) / float(_text(data, f"size-{a}")) for a in "xy")
    except (ValueError, ZeroDivisionError):
        x = y = math.nan
    if not (math.isfinite(x) and math.isfinite(y)):
        raise UnusableAnswer(_("Cliquez sur l'image, ou passez la question."))
    return {"x": x, "y": y}


def _state(_variant: Variant, data: QueryDict) -> dict[str, Any]:
    text = data.get("state", "")
    if not text:
        raise UnusableAnswer(
            _(
                "Utilisez le simulateur avant de valider. "
                "S'il ne s'affiche pas, demandez une autre question."
            )
        )
    if len(text) > MAX_STATE:
        raise UnusableAnswer(_("L'état du simulateur est trop grand. Recommencez l'exercice."))
    try:
        return {"state": _clean_json(json.loads(text))}
    except (ValueError, RecursionError):
        raise UnusableAnswer(
            _("Le simulateur a envoyé une réponse illisible. Recommencez l'exercice.")
        ) from None


def _clean_json(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean_json(item) for item in value]
    if isinstance(value, dict):
        return {clean_text(key): _clean_json(item) for key, item in value.items()}
    if isinstance(value, float) and not abs(value) < float("inf"):
        raise ValueError("not a JSON number")
    return value


def _text(data: QueryDict, name: str) -> str:
    # Phones add a space after a word: nobody means it.
    text = clean_text(data.get(name, "")).strip()
    if len(text) > settings.MAX_TEXT_ANSWER:
        raise UnusableAnswer(
            _("Votre réponse est trop longue : %(limit)s caractères au plus.")
            % {"limit": settings.MAX_TEXT_ANSWER}
        )
    return text


def _id_of(code: str, options: Iterable[Option]) -> str:
    return next((option.id for option in options if option.code == code), "")


_READERS: Mapping[Kind, Callable[[Variant, QueryDict], dict[str, Any]]] = {
    Kind.SINGLE_CHOICE: _choice,
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.SHORT_TEXT: _typed,
    Kind.NUMBER: _typed,
    Kind.FIELDS: _fields,
    Kind.ORDER: _order,
    Kind.MATCH: _pairs,
    Kind.HOTSPOT: _point,
    Kind.SIMULATOR: _state,
}


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Say what is wrong with a challenge."""

    category = forms.ChoiceField(
        label=gettext_lazy("Qu'est-ce qui pose problème\u00a0?"),
        choices=ReportCategory.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Que s'est-il passé\u00a0?"),
        help_text=gettext_lazy("N'écrivez ici ni votre nom ni celui de quelqu'un d'autre."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = ChallengeReport
        fields = ("category", "text")
