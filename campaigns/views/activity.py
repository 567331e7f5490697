"""The activity of a campaign: who takes part, day by day, one by one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, get_membership_for
from accounts.enums import AuditAction
from accounts.services import audit
from campaigns.access import can_edit_campaign, get_campaign_for, get_deletable_participation_for
from campaigns.forms.campaign_lists import ParticipantFilters
from campaigns.forms.learners import WITHOUT_CLASS
from campaigns.selectors import activity as selectors
from campaigns.services import campaigns as services
from campaigns.views.projection import landing_address
from pix.shared.charts import curve
from pix.shared.lists import page_of, sort_of


@require_safe
def campaign(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    one = get_campaign_for(request.user, organisation, campaign)
    filters = ParticipantFilters(request.GET, classes=selectors.classes_in(one))
    sort = sort_of(request, columns=selectors.COLUMNS)
    found = selectors.participants_of(one, order=sort, **_criteria(filters.chosen()))
    page, days = page_of(request, found), selectors.days_of(one)
    rows = selectors.rows_of(page.object_list)
    if rows:
        audit.record(
            action=AuditAction.LIST_READ,
            actor=request.user,
            organisation=membership.organisation,
            now=timezone.now(),
            campaign=one.code,
            class_name=filters.chosen().get("classe", ""),
            count=len(rows),
        )
    context = {
        "membership": membership,
        "campaign": one,
        "may_edit": can_edit_campaign(membership, one),
        "landing": landing_address(request, one),
        "counts": selectors.counts_of(one),
        "days": days,
        "curve_labels": [_("Ont commencé"), _("Ont envoyé")],
        "drawn": curve([d.day for d in days], [d.started for d in days], [d.sent for d in days]),
        "form": filters,
        "sort": sort,
        "page": page,
        "rows": rows,
    }
    return render(request, "orga/campaigns/activity.html", context)


def _criteria(chosen: dict[str, Any]) -> dict[str, Any]:
    """The words of the address as those of the selector."""
    class_name = chosen.get("classe")
    return {
        "search": chosen.get("q", ""),
        "class_name": "" if class_name == WITHOUT_CLASS else class_name,
        "state": chosen.get("etat", ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def delete_participation(
    request: SignedInRequest, organisation: str, campaign: UUID, participation: UUID
) -> HttpResponse:
    one = get_deletable_participation_for(request.user, organisation, campaign, participation)
    if request.method == "POST":
        services.delete_participation(participation=one, actor=request.user, now=timezone.now())
        messages.success(request, _("La participation est supprimée."))
        return redirect("campaign", organisation, campaign)
    context = {
        "membership": get_membership_for(request.user, organisation),
        "campaign": one.campaign,
        "participation": one,
        "runs": services.runs_with(one).count(),
    }
    return render(request, "orga/campaigns/delete_participation.html", context)
