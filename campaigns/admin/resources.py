"""Resources that teachers offer to every school, and those that somebody reported."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy

from accounts.access import SignedInRequest
from campaigns.admin.offers import OfferAdmin, OfferForm
from campaigns.enums import Visibility
from campaigns.models import Resource
from campaigns.services import resource_moderation as moderation


@admin.register(Resource)
class ResourceAdmin(OfferAdmin):
    change_form_template = "admin/resource.html"
    list_display = ("title", "organisation", "visibility", "submitted_at", "decided_at", "waiting")
    list_filter = ("visibility", "licence")
    search_fields = ("title", "organisation__name", "organisation__code")
    # Those waiting first, the oldest before.
    ordering = (F("submitted_at").asc(nulls_last=True), "title", "pk")
    readonly_fields = (
        "title", "description", "link", "topic", "licence", "organisation", "visibility",
        "submitted_at", "decided_at", "archived_at", "what_is_reported",
    )  # fmt: skip
    fields = (*readonly_fields, "decision_note", "seen")
    stale = gettext_lazy(
        "Rien n'a changé\u00a0: elle n'attend plus, ou elle a été modifiée. Relisez-la."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:
        """Those that leave their school, or that somebody reported."""
        reported = Count("reports", filter=Q(reports__settled_at=None), distinct=True)
        found: QuerySet[Resource] = super().get_queryset(request)
        found = found.exclude(visibility=Visibility.AUTHOR)
        return found.annotate(reported=reported).select_related("organisation", "author", "topic")

    @admin.display(description=gettext_lazy("signalements"), ordering="reported")
    def waiting(self, resource: Any) -> int:
        return int(resource.reported)

    @admin.display(description=gettext_lazy("Adresse"))
    def link(self, resource: Resource) -> str:
        """Opened from nowhere: the site does not learn who reads it."""
        if not resource.url:
            return "–"
        words = '<a href="{}" rel="noopener noreferrer">{}</a>'
        return format_html(words, resource.url, resource.url)

    @admin.display(description=gettext_lazy("Signalé"))
    def what_is_reported(self, resource: Resource) -> str:
        waiting = resource.reports.filter(settled_at=None).order_by("reported_at")
        return format_html_join("", "<p>{}</p>", ((one.reason,) for one in waiting)) or "–"

    def decide(self, request: SignedInRequest, offer: Resource, form: OfferForm) -> None:
        now = timezone.now()
        if "_settle" in request.POST:
            moderation.settle_reports(resource=offer, now=now)
            return
        address = reverse("resource", args=[offer.organisation.code, offer.public_id])
        given: dict[str, Any] = {
            "resource": offer,
            "note": form.cleaned_data["decision_note"],
            "address": request.build_absolute_uri(address),
            "now": now,
        }
        if "_take_back" in request.POST:
            moderation.take_back_resource(**given)
        elif "_accept" in request.POST:
            moderation.accept_resource(seen=form.what_was_seen(), **given)
        elif "_refuse" in request.POST:
            moderation.refuse_resource(seen=form.what_was_seen(), **given)
