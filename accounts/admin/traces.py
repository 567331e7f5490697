"""Lists of schools and the journal, for platform staff: read only, without names in the lists."""

from collections import Counter

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.reading import RecordsReading
from accounts.models import AuditEvent, ImportRun, Learner, LinkClaim
from pix.shared.admin import ReadOnlyAdmin


@admin.register(Learner)
class LearnerAdmin(RecordsReading, ReadOnlyAdmin):
    """Searched by name, INE or school; who it is shows on the page, whose opening is recorded."""

    list_display = ("public_id", "organisation", "class_name", "is_linked", "disabled_at")
    list_filter = (("disabled_at", admin.EmptyFieldListFilter),)
    list_select_related = ("organisation",)
    search_fields = ("search_name", "national_id", "organisation__name", "organisation__code")
    ordering = ("-pk",)
    exclude = ("search_name", "identity")

    @admin.display(description=_("a un compte"), boolean=True)
    def is_linked(self, learner: Learner) -> bool:
        return learner.user_id is not None

    def person_of(self, row: Learner) -> Learner:
        return row


@admin.register(LinkClaim)
class LinkClaimAdmin(RecordsReading, ReadOnlyAdmin):
    list_display = ("public_id", "school", "state", "made_at", "settled_at")
    list_filter = ("state",)
    list_select_related = ("learner__organisation",)
    search_fields = ("learner__organisation__name", "learner__organisation__code")
    ordering = ("-made_at", "-pk")

    @admin.display(description=_("établissement"))
    def school(self, claim: LinkClaim) -> str:
        return str(claim.learner.organisation)

    def person_of(self, row: LinkClaim) -> Learner:
        return row.learner


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """To help a school: what kinds of problem were found, not which pupils they are about."""

    list_display = ("uploaded_at", "organisation", "file_name", "format", "state", "total")
    list_filter = ("state", "format")
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "organisation__code", "organisation__uai")
    ordering = ("-uploaded_at", "-pk")
    fields = (
        ("organisation", "started_by"),
        ("file_name", "format", "state", "keep_absent"),
        ("uploaded_at", "applied_at", "undone_at"),
        ("done", "total", "counts"),
        "kinds_of_problem",
    )
    readonly_fields = ("kinds_of_problem",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return super().get_queryset(request).defer("content")

    @admin.display(description=_("problèmes"))
    def kinds_of_problem(self, run: ImportRun) -> str:
        kinds = Counter(problem["code"] for problem in run.problems)
        return ", ".join(f"{code} × {count}" for code, count in sorted(kinds.items())) or "—"


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "action", "author", "organisation", "pupil", "account", "details")
    list_filter = ("action", "at")
    list_select_related = ("actor", "organisation")
    search_fields = ("organisation__name", "organisation__code", "actor__email")
    ordering = ("-at", "-pk")
    fields = list_display

    @admin.display(description=_("par"))
    def author(self, event: AuditEvent) -> str:
        if event.actor_id is None:
            return str(_("La plateforme"))
        return str(event.actor or _("compte effacé"))

    @admin.display(description=_("élève n°"))
    def pupil(self, event: AuditEvent) -> int | None:
        return event.learner_id

    @admin.display(description=_("compte n°"))
    def account(self, event: AuditEvent) -> int | None:
        return event.person_id
