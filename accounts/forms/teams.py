"""Inviting colleagues, and finding one in a long team."""

import re
from typing import Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.enums import Role
from pix.shared.lists import FilterForm

# "Nadia Benali <nadia@example.org>", as mail programs copy it.
_IN_BRACKETS: Final = re.compile(r"<([^<>]*)>")
_LONGEST: Final = 20_000


class AddressesField(forms.CharField):
    """Several addresses, with commas, semicolons, spaces or lines between; each wrong one named."""

    widget = forms.Textarea

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]  # a list of them
        text = super().to_python(value) or ""
        pieces = (piece.strip() for piece in re.split(r"[,;\r\n]+", text))
        found = (address for piece in pieces for address in _addresses(piece))
        return list(dict.fromkeys(address.strip().lower() for address in found))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        wrong = [
            _("«\u00a0%(address)s\u00a0» n'est pas une adresse e-mail.") % {"address": address}
            for address in value
            if not _is_address(address)
        ]
        if wrong:
            raise ValidationError(wrong)
        if len(value) > settings.MAX_INVITATIONS:
            raise ValidationError(
                ngettext(
                    "%(most)d\u00a0adresse au plus à la fois.",
                    "%(most)d\u00a0adresses au plus à la fois.",
                    settings.MAX_INVITATIONS,
                )
                % {"most": settings.MAX_INVITATIONS}
            )

    def run_validators(self, value: list[str]) -> None:
        for address in value:
            super().run_validators(address)


def _addresses(piece: str) -> list[str]:
    return _IN_BRACKETS.findall(piece) or piece.split()


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class InvitationForm(forms.Form):
    emails = AddressesField(
        label=gettext_lazy("Adresses e-mail"),
        max_length=_LONGEST,
        help_text=gettext_lazy("Une par ligne, ou séparées par des virgules."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Rôle"),
        choices=[
            (Role.MEMBER, gettext_lazy("Membre\u00a0: suit les élèves et crée des campagnes")),
            (
                Role.ADMINISTRATOR,
                gettext_lazy("Administrateur\u00a0: importe aussi les listes et gère l'équipe"),
            ),
        ],
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class TeamFilters(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("Nom ou adresse"), max_length=100, widget=forms.SearchInput
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Rôle"), choices=[("", gettext_lazy("Tous")), *Role.choices]
    )
