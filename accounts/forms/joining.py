"""Finding oneself in the list of a school."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NamesForm
from accounts.uai import normalised

_OLDEST = 1900


class DateInputs(forms.MultiWidget):
    """Day, month and year typed as numbers: nobody turns back a calendar for thirteen years."""

    template_name = "components/birth_date.html"
    use_fieldset = True

    def __init__(self) -> None:
        def box(size: int, part: str) -> forms.TextInput:
            attrs = {"inputmode": "numeric", "size": size, "maxlength": size}
            return forms.TextInput(attrs=attrs | {"autocomplete": f"bday-{part}"})

        super().__init__({"day": box(2, "day"), "month": box(2, "month"), "year": box(4, "year")})

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class BirthDateField(forms.MultiValueField):
    widget = DateInputs

    def __init__(self, **kwargs: Any) -> None:
        numbers = [forms.IntegerField() for _part in ("day", "month", "year")]
        super().__init__(numbers, **kwargs)

    def compress(self, data_list: list[int]) -> date | None:
        if not data_list:
            return None
        day, month, year = data_list
        try:
            born = date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_("Cette date n'existe pas."), code="no_such_date") from error
        if not date(_OLDEST, 1, 1) <= born <= timezone.localdate():
            raise ValidationError(_("Vérifiez l'année, en quatre chiffres."), code="far_away")
        return born


class JoinForm(NamesForm):
    birth_date = BirthDateField(
        label=_("Date de naissance"), help_text=_("Par exemple\u00a0: 14 3 2013")
    )

    field_order = ("last_name", "first_name", "birth_date")


class SchoolCodeForm(forms.Form):
    """What a teacher reads out: the UAI of a school, or the code drawn for another organisation."""

    code = forms.CharField(
        label=_("Code de l'établissement"),
        max_length=20,
        help_text=_("Demandez-le à un enseignant. Par exemple\u00a0: 9990001X"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        return normalised(self.cleaned_data["code"])
