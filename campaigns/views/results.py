"""What came out of a campaign: results, analysis, one participant."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, get_membership_for
from accounts.enums import AuditAction
from accounts.models import Membership
from accounts.services import audit
from campaigns.access import can_edit_campaign, get_campaign_for, get_participation_for
from campaigns.enums import CampaignKind
from campaigns.forms.results import ClassFilter, ResultFilters
from campaigns.models import Campaign
from campaigns.selectors import results as selectors
from campaigns.selectors.activity import classes_in
from campaigns.selectors.analysis import analysis_of
from campaigns.selectors.digests import Reading, compute_digest, reading_of
from campaigns.selectors.one_run import page_of_run
from campaigns.selectors.pinned import pinned_badges, pinned_stages
from campaigns.selectors.tallies import Digest
from campaigns.services.digests import request_digest
from pix.shared.htmx import render_fragment, wants_fragment
from pix.shared.lists import page_of, sort_of


@require_safe
def campaign_results(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    """htmx asks only for the figures, while they are being computed."""
    membership = get_membership_for(request.user, organisation)
    one = get_campaign_for(request.user, organisation, campaign)
    context: dict[str, Any] = {"membership": membership, "campaign": one} | _figures(one)
    if not wants_fragment(request):
        context |= _listed(request, membership, one, context)
    return render_fragment(request, "orga/results/page.html", "figures", context)


def _figures(campaign: Campaign) -> dict[str, Any]:
    """Of everybody, and how the results of this campaign are told."""
    reading = _read(campaign)
    told = {
        "reading": reading,
        "stages": pinned_stages(campaign),
        "badges": pinned_badges(campaign),
        "collects": campaign.kind == CampaignKind.COLLECTION,
        "filtered": False,
    }
    return told | _spread(reading.digest or Digest(), told)


def _read(campaign: Campaign) -> Reading:
    """A page that finds an old digest asks for a new one, in case no sending could."""
    reading = reading_of(campaign)
    if reading.is_stale:
        request_digest(campaign.pk)
    return reading


def _spread(digest: Digest, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "digest": digest,
        "bands": selectors.bands_of(digest),
        "by_stage": selectors.stages_in(digest, told["stages"]),
        "won": selectors.badges_in(digest, told["badges"]),
        "places": selectors.places_of(told["stages"]),
    }


def _listed(
    request: SignedInRequest, membership: Membership, campaign: Campaign, told: dict[str, Any]
) -> dict[str, Any]:
    """Who sent, and the figures of those that the filters keep."""
    stages = told["stages"]
    form = ResultFilters(
        request.GET,
        classes=classes_in(campaign),
        stages=selectors.stage_titles(stages) if stages else [],
        badges=told["badges"],
        collects=told["collects"],
    )
    sort = sort_of(request, columns=selectors.COLUMNS)
    found = selectors.sent_runs(campaign, order=sort, **form.criteria())
    page = page_of(request, found)
    rows = selectors.rows_of(page.object_list, told["badges"])
    _journal(request, membership, campaign, form, len(rows))
    listed = {"form": form, "sort": sort, "page": page, "rows": rows}
    if not form.is_filtered():
        return listed
    kept = compute_digest(found, figures_only=True)
    return listed | {"filtered": True} | _spread(kept, told)


def _journal(
    request: SignedInRequest,
    membership: Membership,
    campaign: Campaign,
    form: ResultFilters,
    count: int,
) -> None:
    if count:
        audit.record(
            action=AuditAction.LIST_READ,
            actor=request.user,
            organisation=membership.organisation,
            now=timezone.now(),
            campaign=campaign.code,
            class_name=form.chosen().get("classe", ""),
            count=count,
        )


@require_safe
def campaign_analysis(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    """Of the whole campaign as the worker computed it; of a class, at once."""
    membership = get_membership_for(request.user, organisation)
    one = get_campaign_for(request.user, organisation, campaign)
    form, reading = ClassFilter(request.GET, classes=classes_in(one)), _read(one)
    class_name, digest = form.class_name(), reading.digest or Digest()
    if class_name is not None:
        digest = compute_digest(selectors.sent_runs(one, class_name=class_name))
    context = {
        "membership": membership,
        "campaign": one,
        "reading": reading,
        "form": form,
        "digest": digest,
        "filtered": class_name is not None,
        "collects": one.kind == CampaignKind.COLLECTION,
        "study": analysis_of(digest, school=membership.organisation, user=request.user),
    }
    return render_fragment(request, "orga/results/analysis.html", "analysis", context)


@require_safe
def participation_page(
    request: SignedInRequest, organisation: str, campaign: UUID, participation: UUID
) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    run = get_participation_for(request.user, organisation, campaign, participation)
    audit.record(
        action=AuditAction.LEARNER_READ,
        actor=request.user,
        organisation=membership.organisation,
        learner=run.learner,
        person=run.user,
        now=timezone.now(),
        campaign=run.campaign.code,
    )
    context = {
        "membership": membership,
        "campaign": run.campaign,
        "page": page_of_run(run),
        "collects": run.campaign.kind == CampaignKind.COLLECTION,
        "may_edit": can_edit_campaign(membership, run.campaign),
    }
    return render(request, "orga/results/one.html", context)
