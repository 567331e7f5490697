"""Old enough to sign up alone? The year of birth is asked, used, and not kept."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.fields import NamesForm, password_field
from accounts.models import User

_OLDEST: Final = 120


class AgeForm(forms.Form):
    """Asks the year of birth when it is given the year we are in.

    The year of the birthday that matters does not tell alone: a box then says that it is past.
    """

    this_year: int | None = None

    def ask_age(self, this_year: int) -> None:
        self.this_year = this_year
        self.fields["birth_year"] = forms.IntegerField(
            label=gettext_lazy("Année de naissance"),
            help_text=gettext_lazy("Elle n'est pas gardée."),
            min_value=this_year - _OLDEST,
            max_value=this_year,
            widget=forms.NumberInput(attrs={"autocomplete": "bday-year", "inputmode": "numeric"}),
        )
        if self._typed_age() == settings.OPEN_SIGN_UP_MINIMUM_AGE:
            self.fields["birthday_passed"] = forms.BooleanField(
                label=_("J'ai déjà %(age)d\u00a0ans") % {"age": settings.OPEN_SIGN_UP_MINIMUM_AGE},
                help_text=format_html(
                    '<a href="{}">{}</a>', reverse("under_age"), _("Pas encore\u00a0? Par ici")
                ),
                error_messages={
                    "required": gettext_lazy("Votre anniversaire est passé\u00a0? Cochez la case.")
                },
            )

    def is_under_age(self) -> bool:
        """Whatever else was typed."""
        age = self._typed_age()
        return age is not None and 0 <= age < settings.OPEN_SIGN_UP_MINIMUM_AGE

    def _typed_age(self) -> int | None:
        """The age reached this year."""
        typed = self.data.get("birth_year", "").strip()
        if self.this_year is None or not (typed.isascii() and typed.isdigit()):
            return None
        return self.this_year - int(typed[:4])


class ParentAddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail d'un parent"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ConsentForm(NamesForm):
    """Filled in by a parent, for the child."""

    field_order = ("first_name", "last_name", "password1", "agreed", "conditions")

    agreed = forms.BooleanField(
        label=gettext_lazy("J'ai l'autorité parentale, et je suis d'accord pour ce compte")
    )
    conditions = forms.BooleanField(label=gettext_lazy("J'accepte les conditions d'utilisation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].label = _("Prénom de l'enfant")
        self.fields["last_name"].label = _("Nom de l'enfant")
        self.fields["password1"] = password_field(_("Mot de passe de l'enfant"), new=True)
        self.fields["conditions"].help_text = format_html(
            '<a href="{}" target="_blank">{}</a>', reverse("conditions"), _("Lire les conditions")
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        named = User(first_name=data.get("first_name", ""), last_name=data.get("last_name", ""))
        if "password1" in data:
            try:
                validate_password(data["password1"], named)
            except ValidationError as error:
                self.add_error("password1", error)
        return data
