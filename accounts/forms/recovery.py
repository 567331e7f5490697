"""What is asked of somebody who lost their username."""

import re
from typing import Any, Final

from allauth.account.fields import EmailField
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NamesForm
from accounts.forms.joining import BirthDateField
from accounts.services.recovery import Claimant

# INE (several generations) and INA: 10 or 11 letters and digits.
_SHAPE: Final = re.compile(r"[0-9A-Z]{10,11}")


class RecoveryForm(NamesForm):
    field_order = ("national_id", "first_name", "last_name", "birth_date", "email")

    national_id = forms.CharField(
        label=_("Numéro INE ou INA"),
        max_length=40,
        help_text=_("11\u00a0signes, sur votre certificat de scolarité ou un relevé de notes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    birth_date = BirthDateField(
        label=_("Date de naissance"), help_text=_("Par exemple\u00a0: 14 3 2013")
    )
    email = EmailField(
        label=_("Votre adresse e-mail"),
        help_text=_("Une adresse à vous, que vous garderez\u00a0: elle servira à vous connecter."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("placeholder", None)
        self.order_fields(self.field_order)

    def clean_national_id(self) -> str:
        national_id = "".join(self.cleaned_data["national_id"].split()).upper()
        if not _SHAPE.fullmatch(national_id):
            raise ValidationError(
                _("Ce numéro a 11\u00a0signes, lettres et chiffres (10 pour certains)."),
                code="shape",
            )
        return national_id

    def claimant(self) -> Claimant:
        return Claimant(**self.cleaned_data)
