"""Centres and official windows, for platform staff: requests answered, dates corrected."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from certification.models import Centre, CentreMembership, Window
from certification.services import centres
from pix.shared.admin import TeamInline


class CentreForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "_refuse" in self.data and not data.get("decision_note"):
            self.add_error("decision_note", _("Dites pourquoi\u00a0: la personne le lira."))
        return data


class MemberInline(TeamInline):
    model = CentreMembership


@admin.register(Centre)
class CentreAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    form = CentreForm
    change_form_template = "admin/centre.html"
    list_display = ("name", "code", "kind", "state", "bound_by_windows", "requested_at")
    list_filter = ("state", "kind", "bound_by_windows")
    search_fields = ("name", "code", "external_id")
    ordering = ("-requested_at", "-pk")
    readonly_fields = (
        "code", "state", "organisation", "requested_by", "requested_at", "decided_at",
    )  # fmt: skip
    fields = (
        "name", "kind", "external_id", "time_zone", "bound_by_windows", *readonly_fields,
        "decision_note",
    )  # fmt: skip
    inlines = (MemberInline,)
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Centres are asked for at /certif/demander/."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A centre is archived; what it holds is kept for its time."""
        return False

    def save_model(
        self,
        request: SignedInRequest,  # type: ignore[override]  # staff is signed in
        obj: Centre,
        form: CentreForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        super().save_model(request, obj, form, change)
        try:
            _decide(request, obj)
        except centres.AlreadyDecided:
            messages.warning(request, _("Quelqu'un a déjà traité cette demande."))


def _decide(request: SignedInRequest, centre: Centre) -> None:
    """What the button that was pressed asks for."""
    now, actor = timezone.now(), request.user
    if "_grant" in request.POST:
        home = request.build_absolute_uri(reverse("centre_dashboard", args=[centre.code]))
        centres.grant(centre=centre, actor=actor, address=home, now=now)
    elif "_refuse" in request.POST:
        centres.refuse(centre=centre, reason=centre.decision_note, actor=actor, now=now)
    elif "_archive" in request.POST:
        centres.archive(centre=centre, actor=actor, now=now)
    elif "_reopen" in request.POST:
        centres.reopen(centre=centre, actor=actor, now=now)


@admin.register(Window)
class WindowAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("kind", "school_year", "opens_on", "closes_on", "catch_up_closes_on")
    list_filter = ("kind", "school_year")
    ordering = ("-opens_on", "pk")
