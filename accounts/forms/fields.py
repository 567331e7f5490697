"""Fields that several forms share."""

from typing import Any

from allauth.account.fields import PasswordField
from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.validators import MOST, PasswordRuleValidator


class NamesForm(forms.Form):
    first_name = forms.CharField(
        label=_("Prénom"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=pgettext_lazy("family name", "Nom"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )


def password_field(label: Any, *, new: bool = False) -> PasswordField:
    field = PasswordField(
        label=label,
        max_length=MOST,
        autocomplete="new-password" if new else "current-password",
        help_text=lazystr(PasswordRuleValidator().get_help_text()) if new else "",
    )
    field.widget.attrs.pop("placeholder", None)
    return field
