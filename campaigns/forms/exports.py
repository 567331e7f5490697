"""What somebody wants to take away of a campaign."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import TableFormat
from campaigns.forms.learners import WITHOUT_CLASS
from campaigns.selectors.export_files import Choice
from pix.shared.lists import FilterForm


class ClassForm(FilterForm):
    """Without a class: everybody."""

    classe = forms.ChoiceField(label=_("Classe"))

    def __init__(self, *args: Any, classes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name or WITHOUT_CLASS, name or _("sans classe")) for name in classes]
        self.fields["classe"].choices = [("", _("toutes")), *named]  # type: ignore[attr-defined]

    def class_name(self) -> str | None:
        """None for any class, "" for those without one."""
        chosen: str | None = self.chosen().get("classe")
        return "" if chosen == WITHOUT_CLASS else chosen


class TableForm(ClassForm):
    """`collects`: a collection of profiles has no skills to tell."""

    format = forms.ChoiceField(label=_("Format"), choices=TableFormat.choices)
    acquis = forms.BooleanField(label=_("Une colonne par acquis"))
    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, collects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if collects:
            del self.fields["acquis"]

    def choice(self) -> Choice:
        chosen = self.chosen()
        return Choice(
            extension=chosen.get("format", TableFormat.CSV),
            class_name=self.class_name(),
            with_skills=chosen.get("acquis", False),
        )

    def key(self) -> UUID:
        key: UUID = self.chosen().get("form_id") or uuid4()
        return key
