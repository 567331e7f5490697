"""Organisations, for platform staff: requests granted or refused, spaces closed and reopened."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import uai
from accounts.access import SignedInRequest
from accounts.enums import OrganisationState, Role
from accounts.forms.organisations import UAI_DEFECTS
from accounts.models import Membership, Organisation
from accounts.services import invitations, openings, organisations
from pix.shared.admin import TeamInline


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    new_administrator = forms.EmailField(
        label=gettext_lazy("Inviter un administrateur"),
        required=False,
        help_text=gettext_lazy("Quand l'espace ouvert n'a plus personne pour l'administrer."),
    )

    def clean_uai(self) -> str | None:
        typed = uai.normalised(self.cleaned_data["uai"] or "")
        defect = uai.defect_of(typed) if typed else None
        if defect:
            raise ValidationError(UAI_DEFECTS[defect], code=defect)
        return typed or None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "_refuse" in self.data and not data.get("decision_note"):
            self.add_error("decision_note", _("Dites pourquoi\u00a0: la personne le lira."))
        return data


class MembershipInline(TeamInline):
    model = Membership


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    form = OrganisationForm
    change_form_template = "admin/organisation.html"
    list_display = ("name", "code", "kind", "state", "requested_at", "requested_by")
    list_filter = ("state", "kind")
    list_select_related = ("requested_by",)
    search_fields = ("name", "code", "uai")
    ordering = ("-requested_at", "-pk")
    readonly_fields = (
        "code", "state", "requested_by", "requested_at", "request_note", "decided_at",
    )  # fmt: skip
    fields = (
        "name", "kind", "uai", *readonly_fields, "decision_note",
        "teachers_join_from_ent", "new_administrator",
    )  # fmt: skip
    inlines = (MembershipInline,)
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Spaces are asked for at /orga/ouvrir/."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A space is closed; what it holds is kept for its time."""
        return False

    def save_model(
        self,
        request: SignedInRequest,  # type: ignore[override]  # staff is signed in
        obj: Organisation,
        form: OrganisationForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        if obj.state == OrganisationState.REQUESTED and obj.uai:
            obj.code = obj.uai
        super().save_model(request, obj, form, change)
        try:
            _decide(request, obj)
        except openings.OpeningRefusedError:
            messages.warning(request, _("Quelqu'un a déjà traité cette demande."))
        email = form.cleaned_data["new_administrator"].lower()
        if email and obj.state == OrganisationState.ACTIVE:
            _invite(request, obj, email)


def _decide(request: SignedInRequest, organisation: Organisation) -> None:
    """What the button that was pressed asks for."""
    now, actor = timezone.now(), request.user
    if "_grant" in request.POST:
        openings.grant(
            organisation=organisation,
            administrator=organisation.requested_by,
            actor=actor,
            address=request.build_absolute_uri(reverse("orga_dashboard", args=[organisation.code])),
            now=now,
        )
    elif "_refuse" in request.POST:
        openings.refuse(
            organisation=organisation, reason=organisation.decision_note, actor=actor, now=now
        )
    elif "_close" in request.POST:
        organisations.close(organisation=organisation, actor=actor, now=now)
    elif "_reopen" in request.POST:
        organisations.reopen(organisation=organisation, actor=actor, now=now)


def _invite(request: SignedInRequest, organisation: Organisation, email: str) -> None:
    invitations.invite(
        organisation=organisation,
        inviter=request.user,
        emails=[email],
        role=Role.ADMINISTRATOR,
        address_of=lambda secret: request.build_absolute_uri(reverse("invitation", args=[secret])),
        now=timezone.now(),
    )
