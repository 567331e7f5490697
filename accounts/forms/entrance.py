"""Signing up, signing in, passwords: allauth's forms with our fields and words."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.forms.age import AgeForm
from accounts.forms.fields import NamesForm, password_field
from accounts.models import User
from accounts.validators import help_for

LONGEST_ADDRESS = 254


class EmailTakenError(Exception):
    """Someone signed up with this address between the check and the save."""


class SignInForm(allauth_forms.LoginForm):
    field_order = ("login", "password", "remember")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Adresse e-mail ou identifiant"),
            max_length=LONGEST_ADDRESS,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.fields["password"] = password_field(_("Mot de passe"))
        self.fields["remember"].label = _("Rester connecté sur cet appareil")
        self.order_fields(self.field_order)

    def user_credentials(self) -> dict[str, str]:
        """One name, tried as an address then as a username: a password is hashed once."""
        return {
            "username": self.cleaned_data["login"].lower(),
            "password": self.cleaned_data["password"],
        }


class SignUpForm(NamesForm, AgeForm, allauth_forms.SignupForm):
    """`this_year` is given when the age is to be asked."""

    field_order = (
        "first_name",
        "last_name",
        "birth_year",
        "birthday_passed",
        "email",
        "password1",
        "conditions",
    )

    conditions = forms.BooleanField(
        label=_("J'accepte les conditions d'utilisation"),
        error_messages={"required": _("Pour vous inscrire, acceptez-les.")},
    )

    def __init__(self, *args: Any, this_year: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if this_year is not None:
            self.ask_age(this_year)
        self.fields["email"].label = _("Adresse e-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)
        self.fields["password1"] = password_field(_("Mot de passe"), new=True)
        self.fields["conditions"].help_text = _conditions_help()
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        named = User(first_name=data.get("first_name", ""), last_name=data.get("last_name", ""))
        if "password1" in data:
            try:
                UserAttributeSimilarityValidator().validate(data["password1"], named)
            except ValidationError as error:
                self.add_error("password1", error)
        return data

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError as error:
            raise EmailTakenError from error


def _conditions_help() -> str:
    return format_html(
        '<a href="{}" target="_blank">{}</a>', reverse("conditions"), _("Lire les conditions")
    )


class NewPasswordMixin:
    """One field, that can be shown, in place of typing the password twice."""

    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password1"]  # type: ignore[attr-defined]  # a mixin of forms
        field.label = _("Nouveau mot de passe")
        field.help_text = help_for(self.user)  # type: ignore[attr-defined]  # theirs too
        field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(NewPasswordMixin, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("Mot de passe actuel"))


class SetPasswordForm(NewPasswordMixin, allauth_forms.SetPasswordForm):
    """Also asked of who signed in with a one-time password, which then serves no more."""

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        if self.user.must_change_password and self.user.check_password(password):
            message = _("C'est le mot de passe de votre fiche\u00a0: choisissez-en un autre.")
            raise ValidationError(message, code="one_time")
        return password


class NewPasswordForm(NewPasswordMixin, allauth_forms.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Adresse e-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)
