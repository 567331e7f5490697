"""The sections of one's own account, each a small form."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.enums import Barrier, Contrast, Font, Language, Motion, Spacing, TextSize, Theme
from accounts.forms.fields import password_field
from accounts.models import User
from accounts.preferences import Preferences


class PasswordConfirmedForm(forms.Form):
    """Asks for the password of the account, when it has one, before something serious."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.has_usable_password():
            self.fields["password"] = password_field(_("Votre mot de passe"))

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class EmailChangeForm(PasswordConfirmedForm):
    email = EmailField(label=_("Nouvelle adresse e-mail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email == self.user.email:
            raise ValidationError(_("C'est déjà votre adresse."), code="same")
        return email


class ErasureForm(PasswordConfirmedForm):
    understood = forms.BooleanField(
        label=_("J'ai compris que tout sera effacé et que rien ne pourra être retrouvé")
    )

    field_order = ("understood", "password")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Langue"), choices=Language.choices)


class PreferencesForm(forms.Form):
    text = forms.ChoiceField(label=_("Taille du texte"), choices=TextSize.choices)
    font = forms.ChoiceField(label=_("Police de caractères"), choices=Font.choices)
    spacing = forms.ChoiceField(
        label=_("Espace entre les lettres et les lignes"), choices=Spacing.choices
    )
    contrast = forms.ChoiceField(label=_("Contraste"), choices=Contrast.choices)
    theme = forms.ChoiceField(label=_("Couleurs"), choices=Theme.choices)
    motion = forms.ChoiceField(label=_("Animations"), choices=Motion.choices)
    read_aloud = forms.BooleanField(
        label=_("Proposer d'écouter les questions et les leçons"), required=False
    )
    needs = forms.MultipleChoiceField(
        label=_("Je ne peux pas ou ne souhaite pas…"),
        help_text=_("Vous recevrez des épreuves équivalentes qui ne le demandent pas."),
        choices=Barrier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def preferences(self) -> Preferences:
        return Preferences.from_stored(self.cleaned_data)
