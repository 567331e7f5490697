"""What a candidate types: who they are, the code, what does not work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.joining import BirthDateField

_CODE = {"autocomplete": "off", "autocapitalize": "characters", "class": "code-entry"}


class EntryForm(forms.Form):
    """What is printed on the convocation."""

    number = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label=_("Numéro de session"),
        help_text=_("Six chiffres, sur votre convocation ou au tableau."),
        error_messages={"invalid": _("Le numéro de session a six chiffres.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code-entry"}
        ),
    )
    first_name = forms.CharField(
        label=_("Premier prénom"),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_name = forms.CharField(
        label=_("Nom de naissance"),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = BirthDateField(
        label=_("Date de naissance"), help_text=_("Par exemple\u00a0: 14 3 2010")
    )

    def clean_number(self) -> int:
        return int("".join(self.cleaned_data["number"].split()))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code d'accès"),
        max_length=20,
        help_text=_("Quatre lettres et deux chiffres, donnés par le surveillant."),
        widget=forms.TextInput(attrs=_CODE),
    )


class AlertForm(forms.Form):
    said = forms.CharField(
        label=_("Que se passe-t-il\u00a0?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
