"""What teachers offer to every school: a queue, read and decided by staff."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from campaigns.enums import Visibility
from campaigns.services.moderation import AlreadyDecided


class OfferForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """`seen`: when what is on the page had been submitted. Changed since, it is read again."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        submitted_at = self.instance.submitted_at
        self.fields["seen"].initial = submitted_at.isoformat() if submitted_at else ""

    def clean_seen(self) -> datetime | None:
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        says_no = "_refuse" in self.data or "_take_back" in self.data
        if says_no and not (data.get("decision_note") or "").strip():
            self.add_error("decision_note", _("Dites pourquoi\u00a0: l'enseignant le lira."))
        return data

    def what_was_seen(self) -> datetime:
        """Raises AlreadyDecided: what nobody has submitted waits for nothing."""
        seen: datetime | None = self.cleaned_data["seen"]
        if seen is None:
            raise AlreadyDecided
        return seen


class OfferAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """`decide` does what the button that was pressed asks for; it may raise AlreadyDecided."""

    form = OfferForm
    list_select_related = ("organisation",)
    list_per_page = 50
    show_full_result_count = False
    stale: ClassVar[str | Promise]
    decide: Callable[..., None]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Made by teachers, or ready-made in files."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """It is taken back: others may refer to it."""
        return False

    def save_model(
        self,
        request: SignedInRequest,  # type: ignore[override]  # staff is signed in
        obj: Model,
        form: OfferForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Only what was decided: the rest belongs to the teacher, who may be changing it."""
        try:
            self.decide(request, obj, form)
        except AlreadyDecided:
            messages.warning(request, str(self.stale))

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        """Back to the queue."""
        queue = reverse(f"admin:{self.opts.label_lower.replace('.', '_')}_changelist")
        return HttpResponseRedirect(f"{queue}?visibility__exact={Visibility.SUBMITTED}")
