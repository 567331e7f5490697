"""Target profiles that teachers offer to every school: the queue, read and decided by staff."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import SignedInRequest
from campaigns.enums import Visibility
from campaigns.models import TargetProfile
from campaigns.selectors.profile_page import profile_page
from campaigns.selectors.topics import referential
from campaigns.services import moderation


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """`seen`: when what is on the page had been submitted. Changed since, it is read again."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = TargetProfile
        fields = ("decision_note",)

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


@admin.register(TargetProfile)
class TargetProfileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    form = DecisionForm
    change_form_template = "admin/target_profile.html"
    list_display = ("name", "organisation", "visibility", "submitted_at", "decided_at", "category")
    list_filter = ("visibility", "category")
    list_select_related = ("organisation",)
    search_fields = ("name", "organisation__name", "organisation__code")
    # Those waiting first, the oldest before.
    ordering = (F("submitted_at").asc(nulls_last=True), "rank", "name")
    readonly_fields = (
        "name", "description", "organisation", "visibility", "submitted_at", "decided_at",
        "archived_at", "content",
    )  # fmt: skip
    fields = (*readonly_fields, "decision_note", "seen")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[TargetProfile]:
        """Drafts are for their authors only."""
        found = super().get_queryset(request).exclude(visibility=Visibility.AUTHOR)
        return found.select_related("organisation", "author")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Made by teachers, or ready-made in files."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Campaigns refer to it: it is taken back."""
        return False

    @admin.display(description=gettext_lazy("Ce qui est demandé"))
    def content(self, profile: TargetProfile) -> str:
        context = {"shown": profile_page(profile, referential())}
        return render_to_string("admin/target_profile_content.html", context)

    def save_model(
        self,
        request: SignedInRequest,  # type: ignore[override]  # staff is signed in
        obj: TargetProfile,
        form: DecisionForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Only what was decided: the rest belongs to the teacher, who may be changing it."""
        try:
            _decide(request, obj, form)
        except moderation.AlreadyDecided:
            text = _(
                "Rien n'a changé\u00a0: ce parcours n'attend plus, ou il a été modifié. Relisez-le."
            )
            messages.warning(request, text)

    def response_change(self, request: HttpRequest, obj: TargetProfile) -> HttpResponse:
        """Back to the queue."""
        waiting = reverse("admin:campaigns_targetprofile_changelist")
        return HttpResponseRedirect(f"{waiting}?visibility__exact={Visibility.SUBMITTED}")


def _decide(request: SignedInRequest, profile: TargetProfile, form: DecisionForm) -> None:
    """What the button that was pressed asks for."""
    if profile.organisation is None:
        return
    address = reverse("target_profile", args=[profile.organisation.code, profile.public_id])
    given: dict[str, Any] = {
        "profile": profile,
        "note": form.cleaned_data["decision_note"],
        "address": request.build_absolute_uri(address),
        "actor": request.user,
        "now": timezone.now(),
    }
    if "_take_back" in request.POST:
        moderation.take_back_profile(**given)
        messages.success(request, _("Le parcours n'est plus proposé à tous."))
        return
    seen = form.cleaned_data["seen"]
    if seen is None:
        raise moderation.AlreadyDecided
    if "_accept" in request.POST:
        moderation.accept_profile(seen=seen, **given)
        messages.success(request, _("Tous les établissements voient ce parcours."))
    elif "_refuse" in request.POST:
        moderation.refuse_profile(seen=seen, **given)
        messages.success(request, _("Le parcours reste dans son établissement."))
