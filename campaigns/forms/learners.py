"""The filters of the list of learners."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import WayIn
from pix.shared.lists import FilterForm

# Stands for "no class" in the address, where an empty value is "any class".
WITHOUT_CLASS: Final = "-"


class Presence(TextChoices):
    LINKED = "rattaches", _("compte rattaché")
    UNLINKED = "sans-compte", _("sans compte")
    DISABLED = "desactives", _("désactivés")


class LearnerFilters(FilterForm):
    q = forms.CharField(
        label=_("Nom ou prénom"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    classe = forms.ChoiceField(label=_("Classe"))
    connexion = forms.ChoiceField(label=_("Connexion"), choices=[("", _("toutes")), *WayIn.choices])
    certifiable = forms.ChoiceField(
        label=_("Certifiable"), choices=[("", _("tous")), ("oui", _("oui")), ("non", _("non"))]
    )
    etat = forms.ChoiceField(label=_("État"), choices=[("", _("dans la liste")), *Presence.choices])

    def __init__(self, *args: Any, classes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name or WITHOUT_CLASS, name or _("sans classe")) for name in classes]
        self.fields["classe"].choices = [("", _("toutes")), *named]  # type: ignore[attr-defined]
