"""Campaigns, for platform staff: read, and put right when a team asks. Pupils are not shown."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from campaigns.models import Campaign


@admin.register(Campaign)
class CampaignAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = (
        "name",
        "code",
        "organisation",
        "kind",
        "created_at",
        "archived_at",
        "deleted_at",
    )
    list_filter = ("kind", ("archived_at", admin.EmptyFieldListFilter))
    list_select_related = ("organisation",)
    search_fields = ("name", "title", "code", "organisation__name", "organisation__code")
    ordering = ("-created_at", "-pk")
    readonly_fields = (
        "organisation", "code", "kind", "profile", "audience", "classes", "owner",
        "created_at", "deleted_at",
    )  # fmt: skip
    fields = (
        *readonly_fields, "name", "title", "landing_text", "end_text", "end_label", "end_url",
        "identifier_label", "multiple_sendings", "anonymous_allowed", "live_outcomes",
        "opens_at", "closes_at", "archived_at",
    )  # fmt: skip
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Teams make their campaigns."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Deleting detaches people and is journaled: from the pages of the team only."""
        return False
