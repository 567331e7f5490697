"""What a candidate types: who they are, the code, what does not work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.joining import BirthDateField
from certification.forms.fields import SessionNumberField

_CODE = {"autocomplete": "off", "autocapitalize": "characters", "class": "code-entry"}


class EntryForm(forms.Form):
    """What is printed on the convocation."""

    number = SessionNumberField(help_text=_("Six chiffres, sur votre convocation ou au tableau."))
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
