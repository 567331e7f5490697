"""Filters of the list of campaigns, and of the participants of one; who owns a campaign."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from campaigns.enums import CampaignKind, ParticipationState
from campaigns.forms.learners import WITHOUT_CLASS
from pix.shared.lists import FilterForm

ARCHIVED: Final = "archivees"


class Scope(TextChoices):
    MINE = "moi", _("Mes campagnes")
    EVERYBODY = "tous", _("Toutes les campagnes")


class CampaignFilters(FilterForm):
    de = forms.ChoiceField(choices=Scope.choices, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("Nom ou code"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    etat = forms.ChoiceField(
        label=_("État"), choices=[("", _("actives")), (ARCHIVED, _("archivées"))]
    )
    type = forms.ChoiceField(label=_("Type"), choices=[("", _("tous")), *CampaignKind.choices])
    responsable = forms.ChoiceField(label=_("Responsable"))

    def __init__(self, *args: Any, owners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsable"].choices = [  # type: ignore[attr-defined]
            ("", _("tous")),
            *owners,
        ]

    def is_filtered(self) -> bool:
        return any(value for name, value in self.chosen().items() if name != "de")


class ParticipantFilters(FilterForm):
    q = forms.CharField(
        label=_("Nom ou identifiant"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    classe = forms.ChoiceField(label=_("Classe"))
    etat = forms.ChoiceField(
        label=_("État"), choices=[("", _("tous")), *ParticipationState.choices]
    )

    def __init__(self, *args: Any, classes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name or WITHOUT_CLASS, name or _("sans classe")) for name in classes]
        self.fields["classe"].choices = [("", _("toutes")), *named]  # type: ignore[attr-defined]


class ClassChoice(FilterForm):
    classe = forms.ChoiceField(label=_("Classe"))

    def __init__(self, *args: Any, classes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classe"].choices = [  # type: ignore[attr-defined]
            ("", _("toutes")),
            *((name, name) for name in classes),
        ]


class OwnerForm(forms.Form):
    """`members`: (public id of the membership, name)."""

    owner = forms.ChoiceField(label=_("Responsable"))

    def __init__(self, *args: Any, members: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(members)  # type: ignore[attr-defined]
