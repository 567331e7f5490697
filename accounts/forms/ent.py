"""What is asked of somebody whom an ENT has just named."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.ent.identity import Identity

_OLDEST = 120


class FirstVisitForm(forms.Form):
    """Only what the ENT did not say."""

    last_name = forms.CharField(
        label=pgettext_lazy("family name", "Nom"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    first_name = forms.CharField(
        label=_("Prénom"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    birth_date = forms.DateField(
        label=_("Date de naissance"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
    )

    def __init__(self, *args: Any, identity: Identity, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if not asks or getattr(identity, name):
                del self.fields[name]

    def clean_birth_date(self) -> date:
        birth: date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if not today.year - _OLDEST <= birth.year <= today.year:
            raise ValidationError(_("Vérifiez l'année."), code="year")
        return birth
