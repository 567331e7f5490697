"""Filters of the results of a campaign, and of their analysis."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.learners import WITHOUT_CLASS
from campaigns.models import Badge
from campaigns.selectors.results import NOT_WON
from pix.shared.lists import FilterForm

# With one class there is nothing to choose.
_ANY_AND_ONE: Final = 2
CERTIFIABLE: Final = {"oui": True, "non": False}


class ClassFilter(FilterForm):
    classe = forms.ChoiceField(label=_("Classe"))

    def __init__(self, *args: Any, classes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name or WITHOUT_CLASS, name or _("sans classe")) for name in classes]
        self.fields["classe"].choices = [("", _("toutes")), *named]  # type: ignore[attr-defined]

    def class_name(self) -> str | None:
        """None for any class, "" for those without one."""
        chosen: str | None = self.chosen().get("classe")
        return "" if chosen == WITHOUT_CLASS else chosen


class ResultFilters(ClassFilter):
    """`stages`: titles by number of stars. What a campaign has not is not asked."""

    q = forms.CharField(
        label=_("Nom ou identifiant"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    palier = forms.ChoiceField(label=_("Palier"))
    badge = forms.ChoiceField(label=_("Résultat thématique"))
    certifiable = forms.ChoiceField(
        label=_("Certifiable"), choices=[("", _("tous")), ("oui", _("oui")), ("non", _("non"))]
    )
    field_order = ("q", "classe", "palier", "badge", "certifiable")

    def __init__(
        self,
        *args: Any,
        stages: Sequence[str],
        badges: Sequence[Badge],
        collects: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(self.fields["classe"].choices) <= _ANY_AND_ONE:  # type: ignore[attr-defined]
            del self.fields["classe"]
        self._offer("palier", [(str(stars), title) for stars, title in enumerate(stages)])
        won = [(badge.key, badge.title) for badge in badges]
        missing = [(f"{NOT_WON}{badge.key}", badge.title) for badge in badges]
        self._offer("badge", [(_("obtenu"), won), (_("pas obtenu"), missing)] if badges else [])
        if not collects:
            del self.fields["certifiable"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        if not choices:
            del self.fields[name]
        else:
            self.fields[name].choices = [("", _("tous")), *choices]  # type: ignore[attr-defined]

    def criteria(self) -> dict[str, Any]:
        """The words of the address as those of the selector."""
        chosen = self.chosen()
        return {
            "search": chosen.get("q", ""),
            "class_name": self.class_name(),
            "stars": int(chosen["palier"]) if "palier" in chosen else None,
            "badge": chosen.get("badge", ""),
            "certifiable": CERTIFIABLE.get(chosen.get("certifiable", "")),
        }
