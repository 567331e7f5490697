"""What a team takes away of a campaign: tables, a paper for a class, papers for families."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, get_membership_for
from campaigns.access import get_campaign_for, get_export_for
from campaigns.enums import CampaignKind, TableFormat
from campaigns.forms.exports import ClassForm, TableForm
from campaigns.models import Campaign
from campaigns.papers.class_report import class_pdf
from campaigns.papers.family_sheets import family_pdf
from campaigns.selectors.activity import classes_in
from campaigns.selectors.export_files import Choice, file_name, pieces_of
from campaigns.selectors.export_lines import runs_in
from campaigns.selectors.reports import MOST_IN_A_CLASS, class_report, family_sheets, people_in
from campaigns.services import exports as services
from pix.shared.htmx import render_fragment
from pix.shared.papers import PDF_TYPE
from pix.shared.sheets import CSV_TYPE, XLSX_TYPE, attached
from pix.shared.streams import streamed


@require_safe
def campaign_exports(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    one = get_campaign_for(request.user, organisation, campaign)
    classes, runs = classes_in(one), runs_in(one).count()
    context = {
        "membership": get_membership_for(request.user, organisation),
        "campaign": one,
        "form": _form(one, classes, None),
        "runs": runs,
        "is_long": runs > Choice(TableFormat.XLSX).most_at_once,
        "class_form": ClassForm(auto_id="papier_%s", classes=classes),
        "people": people_in(one),
        "most": MOST_IN_A_CLASS,
    }
    return render(request, "orga/exports/page.html", context)


def _form(campaign: Campaign, classes: list[str], data: QueryDict | None) -> TableForm:
    return TableForm(data, classes=classes, collects=campaign.kind == CampaignKind.COLLECTION)


@require_safe
def campaign_table(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponseBase:
    """Sent while it is made; too long a table is asked for with a button."""
    one = get_campaign_for(request.user, organisation, campaign)
    choice = _form(one, classes_in(one), request.GET).choice()
    now = timezone.now()
    try:
        order = services.take_away(campaign=one, choice=choice, actor=request.user, now=now)
    except services.TooMany:
        text = _("Ce tableau est long\u00a0: il se prépare, puis se télécharge.")
        messages.warning(request, text)
        return redirect("campaign_exports", organisation, campaign)
    name = file_name(one, choice.extension, class_name=choice.class_name)
    return streamed(pieces_of(one, order, choice), kind=choice.media_type, name=name)


@require_POST
def ask_for_table(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    one = get_campaign_for(request.user, organisation, campaign)
    form = _form(one, classes_in(one), request.POST)
    try:
        export = services.ask_for_export(
            campaign=one,
            choice=form.choice(),
            actor=request.user,
            form_id=form.key(),
            now=timezone.now(),
        )
    except services.ExportGone as error:
        raise Http404 from error
    return redirect("prepared_table", organisation, campaign, export.public_id)


@require_safe
def prepared_table(
    request: SignedInRequest, organisation: str, campaign: UUID, export: UUID
) -> HttpResponse:
    """How far it is; then the file."""
    found = get_export_for(request.user, organisation, campaign, export)
    context = {
        "membership": get_membership_for(request.user, organisation),
        "campaign": found.campaign,
        "export": found,
        "is_over": services.is_over(found, timezone.now()),
        "expires_at": services.end_of(found),
    }
    return render_fragment(request, "orga/exports/prepared.html", "state", context)


@require_safe
def table_file(
    request: SignedInRequest, organisation: str, campaign: UUID, export: UUID
) -> HttpResponseBase:
    found = get_export_for(request.user, organisation, campaign, export)
    now = timezone.now()
    try:
        pieces = services.read_export(export=found, actor=request.user, now=now)
    except services.ExportGone as error:
        raise Http404 from error
    name = file_name(found.campaign, found.extension, class_name=found.class_name)
    return streamed(pieces, kind=_TYPES[found.extension], name=name)


_TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}


@require_safe
def class_paper(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    return _paper(request, organisation, campaign, what="class")


@require_safe
def family_papers(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    """A page for each pupil of the class who sent."""
    return _paper(request, organisation, campaign, what="families")


def _paper(
    request: SignedInRequest, organisation: str, campaign: UUID, *, what: str
) -> HttpResponse:
    """Of a class, or of everybody when they are few."""
    one = get_campaign_for(request.user, organisation, campaign)
    class_name = ClassForm(request.GET, classes=classes_in(one)).class_name()
    count = people_in(one, class_name=class_name, sent_only=what == "families")
    if not 0 < count <= MOST_IN_A_CLASS:
        messages.warning(request, _why_not(count))
        return redirect("campaign_exports", organisation, campaign)
    now = timezone.now()
    services.record_export(one, request.user, count, what=what, now=now)
    content = _content(request, one, class_name, what, now)
    name = file_name(one, "pdf", class_name=class_name)
    return attached(content, kind=PDF_TYPE, name=f"{_PREFIXES[what]}-{name}")


_PREFIXES = {"class": "classe", "families": "familles"}


def _content(
    request: HttpRequest, campaign: Campaign, class_name: str | None, what: str, now: Any
) -> bytes:
    if what == "class":
        return class_pdf(class_report(campaign, class_name=class_name), created=now)
    sheets = family_sheets(campaign, class_name=class_name)
    site = request.build_absolute_uri("/").rstrip("/")
    return family_pdf(campaign, sheets, site=site, created=now)


def _why_not(count: int) -> str:
    if count:
        return _("C'est trop pour un seul document\u00a0: choisissez une classe.")
    return _("Personne n'a encore envoyé de résultats ici.")
