"""The first page of an organisation: what to do now, and where things stand."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, can_administer, get_membership_for
from accounts.selectors.credentials import classes_of
from accounts.selectors.organisations import figures_of
from campaigns.selectors.alerts import alerts_for
from campaigns.selectors.campaign_lists import handed_out, latest_campaigns
from campaigns.selectors.first_steps import first_steps
from campaigns.selectors.school_map import map_of

_CLASSES_SHOWN: Final = 20
_CAMPAIGNS_SHOWN: Final = 4


@require_safe
def dashboard(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    school, now = membership.organisation, timezone.now()
    figures = figures_of(school)
    steps = first_steps(membership, figures, handed_out(school))
    classes = classes_of(school)
    page = Paginator(classes, _CLASSES_SHOWN).get_page(request.GET.get("page"))
    shown = [(one.name, one.learners, one.with_account) for one in page]
    named = [one.name for one in classes if one.name]
    context = {
        "membership": membership,
        "figures": figures,
        "steps": steps,
        "has_steps_left": any(not step.is_done for step in steps),
        "alerts": alerts_for(membership, classes=named, claims=figures.claims, now=now),
        "latest": latest_campaigns(school, most=_CAMPAIGNS_SHOWN),
        "page": page,
        "map": map_of(school, shown),
        "administers": can_administer(membership),
    }
    return render(request, "orga/dashboard.html", context)
