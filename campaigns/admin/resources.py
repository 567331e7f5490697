"""Resources that teachers offer to every school, and those that somebody reported."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, F, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.enums import Visibility
from campaigns.models import Resource
from campaigns.services import resource_moderation as moderation
from campaigns.services.moderation import AlreadyDecided


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """`seen`: when what is on the page had been submitted. Changed since, it is read again."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Resource
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


@admin.register(Resource)
class ResourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    form = DecisionForm
    change_form_template = "admin/resource.html"
    list_display = ("title", "organisation", "visibility", "submitted_at", "decided_at", "waiting")
    list_filter = ("visibility", "licence")
    list_select_related = ("organisation",)
    search_fields = ("title", "organisation__name", "organisation__code")
    # Those waiting first, the oldest before.
    ordering = (F("submitted_at").asc(nulls_last=True), "title", "pk")
    readonly_fields = (
        "title", "description", "link", "topic", "licence", "organisation", "visibility",
        "submitted_at", "decided_at", "archived_at", "what_is_reported",
    )  # fmt: skip
    fields = (*readonly_fields, "decision_note", "seen")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:
        """Those that leave their school, or that somebody reported."""
        reported = Count("reports", filter=Q(reports__settled_at=None), distinct=True)
        found: QuerySet[Resource] = super().get_queryset(request)
        found = found.exclude(visibility=Visibility.AUTHOR)
        return found.annotate(reported=reported).select_related("organisation", "author", "topic")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """It is taken back."""
        return False

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

    def save_model(
        self,
        request: HttpRequest,
        obj: Resource,
        form: DecisionForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Only what was decided: the rest belongs to the teacher."""
        try:
            _decide(request, obj, form)
        except AlreadyDecided:
            text = _(
                "Rien n'a changé\u00a0: elle n'attend plus, ou elle a été modifiée. Relisez-la."
            )
            messages.warning(request, text)

    def response_change(self, request: HttpRequest, obj: Resource) -> HttpResponse:
        """Back to the queue."""
        queue = reverse("admin:campaigns_resource_changelist")
        return HttpResponseRedirect(f"{queue}?visibility__exact={Visibility.SUBMITTED}")


def _decide(request: HttpRequest, resource: Resource, form: DecisionForm) -> None:
    """What the button that was pressed asks for."""
    now = timezone.now()
    if "_settle" in request.POST:
        moderation.settle_reports(resource=resource, now=now)
        return
    address = reverse("resource", args=[resource.organisation.code, resource.public_id])
    given: dict[str, Any] = {
        "resource": resource,
        "note": form.cleaned_data["decision_note"],
        "address": request.build_absolute_uri(address),
        "now": now,
    }
    if "_take_back" in request.POST:
        moderation.take_back_resource(**given)
        return
    seen = form.cleaned_data["seen"]
    if seen is None:
        raise AlreadyDecided
    if "_accept" in request.POST:
        moderation.accept_resource(seen=seen, **given)
    elif "_refuse" in request.POST:
        moderation.refuse_resource(seen=seen, **given)
