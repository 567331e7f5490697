"""Asking for a centre; inviting to its team."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.forms.teams import InvitationForm
from accounts.models import Organisation
from certification.enums import CentreKind


class CentreRequestForm(forms.Form):
    """`organisations`: those that this person administers and that are no centre yet."""

    organisation = forms.ChoiceField(label=_("Établissement"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Qui passera la certification\u00a0?"),
        help_text=_("Les dates officielles en dépendent."),
        choices=[
            (CentreKind.MIDDLE_SCHOOL, _("Des collégiens (troisième)")),
            (CentreKind.HIGH_SCHOOL, _("Des lycéens, des apprentis, des BTS ou des CPGE")),
            (CentreKind.HIGHER_EDUCATION, _("Des étudiants")),
            (CentreKind.PROFESSIONAL, _("Des adultes")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {one.code: one for one in organisations}
        choices = [(one.code, f"{one.name} · {one.code}") for one in organisations]
        field: Any = self.fields["organisation"]
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]

    @property
    def chosen(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]


class CentreInvitationForm(InvitationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [
            (Role.MEMBER, _("Membre\u00a0: prépare et suit les sessions, lit les résultats")),
            (Role.ADMINISTRATOR, _("Administrateur\u00a0: gère aussi l'équipe du centre")),
        ]
