"""What to look for in the journal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import AuditAction
from pix.shared.lists import FilterForm

# What happens in a school; the rest is the platform's own business.
_ELSEWHERE = (AuditAction.DATA_EXPORTED, AuditAction.PURGE, AuditAction.ORGANISATION_DECIDED)


class JournalFilters(FilterForm):
    """Names of the fields are those of the address."""

    action = forms.ChoiceField(label=_("Action"))
    membre = forms.ChoiceField(label=_("Par"))
    eleve = forms.CharField(label=_("Élève"), max_length=100)
    du = forms.DateField(label=_("Du"), widget=forms.DateInput(attrs={"type": "date"}))
    au = forms.DateField(label=_("Au"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, authors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actions = [(one.value, one.label) for one in AuditAction if one not in _ELSEWHERE]
        self.fields["action"].choices = [("", _("toutes")), *actions]  # type: ignore[attr-defined]
        self.fields["membre"].choices = [("", _("tout le monde")), *authors]  # type: ignore[attr-defined]

    def criteria(self) -> dict[str, Any]:
        """As the selector names them."""
        chosen = self.chosen()
        names = {"membre": "member", "eleve": "pupil", "du": "since", "au": "until"}
        return {names.get(name, name): value for name, value in chosen.items()}
