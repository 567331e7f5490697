"""What somebody types to take part: a code, the identifier that a team asks for."""

import re
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns.codes import AMBIGUOUS, LENGTH, normalised
from campaigns.enums import IdentifierKind
from campaigns.models import Campaign
from campaigns.selectors.campaigns import campaign_of_code

# Sex, year, month, place of birth, order, and perhaps a key: nobody may ask for it here.
_NIR: Final = re.compile(r"[1-8]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[AB])\d{6}(\d{2})?")
_LONGEST: Final = 255


class CodeForm(forms.Form):
    """Leads to the campaign of a code, however it was typed."""

    code = forms.CharField(
        label=gettext_lazy("Code du parcours"),
        max_length=_LONGEST,
        help_text=gettext_lazy("Six lettres puis trois chiffres, par exemple\u00a0: ABC DEF 234"),
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "characters",
                "autocomplete": "off",
                "autocorrect": "off",
                "spellcheck": "false",
                "class": "code-entry",
            }
        ),
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        campaign = campaign_of_code(typed)
        if campaign is None:
            raise ValidationError(_why_unknown(normalised(typed)), code="unknown")
        return campaign.code


def _why_unknown(code: str) -> str:
    """What is wrong with it, as far as one can see."""
    found = sorted(AMBIGUOUS.intersection(code))
    if found:
        return _(
            "Aucun code ne contient %(signs)s. Les codes n'ont ni I, ni L, ni O, ni 0, ni 1\u00a0: "
            "regardez bien quel signe c'est."
        ) % {"signs": ", ".join(found)}
    if len(code) != LENGTH:
        return ngettext(
            "Un code a 9 signes\u00a0: 6 lettres puis 3 chiffres. Celui-ci en a %(count)d.",
            "Un code a 9 signes\u00a0: 6 lettres puis 3 chiffres. Celui-ci en a %(count)d.",
            len(code),
        ) % {"count": len(code)}
    return _(
        "Aucun parcours n'a le code %(code)s. Vérifiez chaque signe, ou demandez le code à la "
        "personne qui vous l'a donné."
    ) % {"code": code}


class IdentifierForm(forms.Form):
    """The identifier that the team asks for; nothing when it asks for none.

    `key`: the same page sent twice is told by it, where nobody is signed in.
    """

    key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if campaign.identifier_label:
            self.fields["identifier"] = _identifier_field(campaign)

    def clean_identifier(self) -> str:
        typed: str = self.cleaned_data["identifier"]
        if _NIR.fullmatch(re.sub(r"[\s.\-]", "", typed).upper()):
            text = _(
                "Cela ressemble à un numéro de sécurité sociale\u00a0: ne l'écrivez jamais ici. "
                "Votre enseignant n'a pas le droit de le demander."
            )
            raise ValidationError(text, code="nir")
        return typed

    @property
    def identifier(self) -> str:
        return str(self.cleaned_data.get("identifier", ""))


def _identifier_field(campaign: Campaign) -> forms.CharField:
    label = campaign.identifier_label
    if campaign.identifier_kind == IdentifierKind.EMAIL:
        return forms.EmailField(label=label, max_length=_LONGEST)
    return forms.CharField(
        label=label, max_length=_LONGEST, validators=[ProhibitNullCharactersValidator()]
    )
