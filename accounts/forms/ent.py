"""What is asked of somebody whom an ENT has just named."""

from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.ent.identity import Identity
from accounts.forms.age import AgeForm

_OLDEST: Final = 120
_ASKED: Final = ("last_name", "first_name", "birth_date")


class FirstVisitForm(AgeForm):
    """Only what the ENT did not say: to find a pupil in a list, or to know her age."""

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

    def __init__(
        self, *args: Any, identity: Identity, in_list: bool, answered_for: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.identity, self.answered_for = identity, answered_for
        for name in list(self.fields):
            if not in_list or getattr(identity, name):
                del self.fields[name]
        if not answered_for and not identity.birth_date:
            self.ask_age(timezone.localdate().year)

    def is_under_age(self) -> bool:
        """Nobody answers for this person, who is too young to sign up alone."""
        born = self.identity.birth_date
        if self.answered_for or born is None:
            return super().is_under_age()
        today = timezone.localdate()
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        return age < settings.OPEN_SIGN_UP_MINIMUM_AGE

    def given(self) -> dict[str, Any]:
        """What completes the identity."""
        return {name: self.cleaned_data[name] for name in _ASKED if name in self.cleaned_data}

    def clean_birth_date(self) -> date:
        birth: date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if not today.year - _OLDEST <= birth.year <= today.year:
            raise ValidationError(_("Vérifiez l'année."), code="year")
        return birth
