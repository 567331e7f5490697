"""What platform staff see: the bank (read only), tests replayed, reports about challenges."""

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.reading import RecordsReading
from accounts.models import User
from competences.models import (
    Assessment,
    Challenge,
    ChallengeReport,
    Competence,
    CompetenceProfile,
    Lesson,
    Release,
    Skill,
    Topic,
)
from competences.selectors.replay import replay
from pix.shared.admin import ReadOnlyAdmin


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ("pk", "loaded_at", "digest")
    exclude = ("document",)
    ordering = ("-pk",)


@admin.register(Competence)
class CompetenceAdmin(ReadOnlyAdmin):
    list_display = ("pk", "name", "domain")
    list_select_related = ("domain",)
    ordering = ("pk",)


@admin.register(Topic)
class TopicAdmin(ReadOnlyAdmin):
    list_display = ("pk", "title", "competence", "active")
    list_filter = ("active", "competence")
    list_select_related = ("competence",)
    search_fields = ("pk", "title")
    ordering = ("pk",)


@admin.register(Skill)
class SkillAdmin(ReadOnlyAdmin):
    list_display = ("pk", "level", "can", "pix_value", "active")
    list_filter = ("active", "level", "topic__competence")
    search_fields = ("pk", "can")
    ordering = ("topic_id", "level")


@admin.register(Challenge)
class ChallengeAdmin(ReadOnlyAdmin):
    list_display = ("pk", "title", "kind", "skill", "active", "preview")
    list_filter = ("active", "kind", "skill__topic__competence")
    search_fields = ("pk", "title")
    ordering = ("pk",)

    @admin.display(description=_("aperçu"))
    def preview(self, challenge: Challenge) -> SafeString:
        address = reverse("preview", args=[challenge.pk, 0])
        return format_html('<a href="{}">{}</a>', address, _("voir"))


@admin.register(Lesson)
class LessonAdmin(ReadOnlyAdmin):
    list_display = ("pk", "title", "minutes", "active")
    ordering = ("pk",)


@admin.register(CompetenceProfile)
class CompetenceProfileAdmin(RecordsReading, ReadOnlyAdmin):
    list_display = ("user_id", "competence", "level", "pix", "folded_at")
    list_filter = ("competence", "level")
    list_select_related = ("competence",)
    ordering = ("-folded_at",)

    def person_of(self, row: CompetenceProfile) -> User:
        return row.user


@admin.register(Assessment)
class AssessmentAdmin(RecordsReading, ReadOnlyAdmin):
    """Each test with its questions, answers, choices and probabilities, played again."""

    list_display = ("public_id", "kind", "competence", "state", "answered", "started_at")
    list_filter = ("kind", "state", "competence", "attempt")
    list_select_related = ("competence",)
    search_fields = ("public_id", "user__email", "user__username")
    ordering = ("-started_at",)
    fields = (
        "public_id",
        ("kind", "attempt", "state", "stop_reason"),
        ("user", "competence"),
        ("release", "parameter_version", "seed"),
        ("started_at", "last_answer_at", "completed_at", "reset_at"),
        "played_again",
    )
    readonly_fields = ("played_again",)

    def person_of(self, row: Assessment) -> User | None:
        return row.user

    @admin.display(description=_("questions et tirages"))
    def played_again(self, assessment: Assessment) -> str:
        context = {"assessment": assessment, "rows": replay(assessment)}
        return render_to_string("admin/replay.html", context)


@admin.register(ChallengeReport)
class ChallengeReportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("challenge_id", "variant", "category", "created_at", "status")
    list_filter = ("status", "category")
    list_editable = ("status",)
    search_fields = ("challenge_id", "text")
    ordering = ("-created_at",)
    readonly_fields = ("challenge", "category", "text", "created_at", "assessment")
    fields = ("challenge", "category", "text", "created_at", "assessment", "status")

    @admin.display(description=_("épreuve et variante exactes"))
    def challenge(self, report: ChallengeReport) -> SafeString:
        address = reverse("preview", args=[report.challenge_id, report.variant])
        return format_html('<a href="{}">{} / {}</a>', address, report.challenge_id, report.variant)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
