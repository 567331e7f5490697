"""The first page of an organisation: what to do now, and where things stand."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, can_administer, get_membership_for
from accounts.selectors.credentials import classes_of
from accounts.selectors.organisations import figures_of
from campaigns.selectors.first_steps import first_steps


@require_safe
def dashboard(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    figures = figures_of(membership.organisation)
    steps = first_steps(membership, figures)
    context = {
        "membership": membership,
        "figures": figures,
        "steps": steps,
        "has_steps_left": any(not step.is_done for step in steps),
        "classes": classes_of(membership.organisation),
        "administers": can_administer(membership),
    }
    return render(request, "orga/dashboard.html", context)
