"""Fields of several forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SessionNumberField(forms.RegexField):
    """Six digits, perhaps typed in two groups; a number."""

    def __init__(self, **told: Any) -> None:
        super().__init__(
            r"^\s*\d{3}\s?\d{3}\s*$",
            label=_("Numéro de session"),
            error_messages={"invalid": _("Le numéro de session a six chiffres.")},
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code-entry"}
            ),
            **told,
        )

    def clean(self, value: Any) -> int:
        return int("".join(super().clean(value).split()))
