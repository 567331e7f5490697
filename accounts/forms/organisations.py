"""Asking for the space of a school, and its settings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import uai
from accounts.academies import ACADEMIES
from accounts.enums import OrganisationKind
from accounts.models import Organisation
from pix.shared.text import holds_link

UAI_DEFECTS = {
    uai.Defect.LENGTH: _("Un UAI compte 8\u00a0caractères\u00a0: 7\u00a0chiffres puis une lettre."),
    uai.Defect.SHAPE: _("Un UAI est fait de 7\u00a0chiffres puis d'une lettre, comme 0123456S."),
    uai.Defect.LETTER: _(
        "La lettre ne va pas avec les chiffres\u00a0: l'un d'eux est sans doute mal recopié."
    ),
}
WITH_UAI = {
    OrganisationKind.PRIMARY_SCHOOL,
    OrganisationKind.SECONDARY_SCHOOL,
    OrganisationKind.AGRICULTURAL_SCHOOL,
}


def validate_name(name: str) -> None:
    """Mail quotes it to people who have not met us yet."""
    if holds_link(name):
        raise ValidationError(_("Le nom seul, sans adresse de site."), code="link")


class OpeningForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Type d'établissement"),
        choices=OrganisationKind.choices,
        initial=OrganisationKind.SECONDARY_SCHOOL,
    )
    uai = forms.CharField(
        label=_("UAI"),
        required=False,
        max_length=20,
        help_text=_(
            "7\u00a0chiffres et une lettre. Sans UAI (entreprise, association)\u00a0: rien."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    name = forms.CharField(
        label=_("Nom de l'établissement"),
        max_length=200,
        validators=[validate_name],
        help_text=_("Tel que vos élèves le connaissent, avec la ville s'il le faut."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    academy = forms.ChoiceField(
        label=_("Boîte officielle"),
        required=False,
        choices=[
            ("", _("Pas de boîte officielle\u00a0: l'équipe de la plateforme vérifie")),
            *((domain, f"ce.…@{domain} ({name})") for domain, name in ACADEMIES.items()),
        ],
        help_text=_("Le plus rapide\u00a0: qui lit cette boîte ouvre un lien, et c'est fait."),
    )
    note = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=2000,
        help_text=_("Votre fonction, une page où l'établissement se présente…"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_uai(self) -> str:
        typed = uai.normalised(self.cleaned_data["uai"])
        defect = uai.defect_of(typed) if typed else None
        if defect:
            raise ValidationError(UAI_DEFECTS[defect], code=defect)
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = data.get("uai")
        if given == "" and data.get("kind") in WITH_UAI:
            self.add_error("uai", _("Un établissement scolaire a un UAI."))
        elif given == "" and data.get("academy"):
            self.add_error("academy", _("Sans UAI, il n'y a pas de boîte officielle."))
        return data


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    name = forms.CharField(
        label=_("Nom de l'établissement"), max_length=200, validators=[validate_name]
    )

    class Meta:
        model = Organisation
        fields = ("name", "teachers_join_from_ent")
        labels = {
            "teachers_join_from_ent": _(
                "Les enseignants qui arrivent par l'ENT rejoignent l'équipe d'eux-mêmes"
            ),
        }
        help_texts = {
            "teachers_join_from_ent": _("Sinon, seules vos invitations font entrer quelqu'un.")
        }
