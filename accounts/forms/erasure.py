"""Erasing somebody else: why, and that it is understood."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import ErasureReason

_SCHOOL = (ErasureReason.PERSON_ASKED, ErasureReason.PARENT_ASKED, ErasureReason.DUPLICATE)
_STAFF = (
    ErasureReason.PERSON_ASKED,
    ErasureReason.PARENT_ASKED,
    ErasureReason.SCHOOL_ASKED,
    ErasureReason.DUPLICATE,
)


class ReasonedErasureForm(forms.Form):
    reason = forms.ChoiceField(label=_("Pourquoi"), widget=forms.RadioSelect)
    understood = forms.BooleanField(
        label=_("J'ai vérifié de qui il s'agit, et compris que rien ne pourra être retrouvé")
    )

    def __init__(self, *args: Any, reasons: tuple[ErasureReason, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason.value, reason.label) for reason in reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> ErasureReason:
        return ErasureReason(self.cleaned_data["reason"])


class SchoolErasureForm(ReasonedErasureForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, reasons=_SCHOOL, **kwargs)


class StaffErasureForm(ReasonedErasureForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, reasons=_STAFF, **kwargs)
