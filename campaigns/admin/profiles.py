"""Target profiles that teachers offer to every school: the queue, read and decided by staff."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import SignedInRequest
from campaigns.admin.offers import OfferAdmin, OfferForm
from campaigns.enums import Visibility
from campaigns.models import TargetProfile
from campaigns.selectors.profile_page import profile_page
from campaigns.selectors.topics import referential
from campaigns.services import moderation


@admin.register(TargetProfile)
class TargetProfileAdmin(OfferAdmin):
    change_form_template = "admin/target_profile.html"
    list_display = ("name", "organisation", "visibility", "submitted_at", "decided_at", "category")
    list_filter = ("visibility", "category")
    search_fields = ("name", "organisation__name", "organisation__code")
    # Those waiting first, the oldest before.
    ordering = (F("submitted_at").asc(nulls_last=True), "rank", "name")
    readonly_fields = (
        "name", "description", "organisation", "visibility", "submitted_at", "decided_at",
        "archived_at", "content",
    )  # fmt: skip
    fields = (*readonly_fields, "decision_note", "seen")
    stale = gettext_lazy(
        "Rien n'a changé\u00a0: ce parcours n'attend plus, ou il a été modifié. Relisez-le."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TargetProfile]:
        """Drafts are for their authors only."""
        found: QuerySet[TargetProfile] = super().get_queryset(request)
        found = found.exclude(visibility=Visibility.AUTHOR)
        return found.select_related("organisation", "author")

    @admin.display(description=gettext_lazy("Ce qui est demandé"))
    def content(self, profile: TargetProfile) -> str:
        context = {"shown": profile_page(profile, referential())}
        return render_to_string("admin/target_profile_content.html", context)

    def decide(self, request: SignedInRequest, offer: TargetProfile, form: OfferForm) -> None:
        if offer.organisation is None:
            return
        address = reverse("target_profile", args=[offer.organisation.code, offer.public_id])
        given: dict[str, Any] = {
            "profile": offer,
            "note": form.cleaned_data["decision_note"],
            "address": request.build_absolute_uri(address),
            "actor": request.user,
            "now": timezone.now(),
        }
        if "_take_back" in request.POST:
            moderation.take_back_profile(**given)
            messages.success(request, _("Le parcours n'est plus proposé à tous."))
        elif "_accept" in request.POST:
            moderation.accept_profile(seen=form.what_was_seen(), **given)
            messages.success(request, _("Tous les établissements voient ce parcours."))
        elif "_refuse" in request.POST:
            moderation.refuse_profile(seen=form.what_was_seen(), **given)
            messages.success(request, _("Le parcours reste dans son établissement."))
