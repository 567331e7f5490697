"""The first page of an organisation: what to do now, and where things stand."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, get_membership_for
from accounts.selectors.organisations import figures_of
from campaigns.selectors.first_steps import first_steps


@require_safe
def dashboard(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    figures = figures_of(membership.organisation)
    context = {
        "membership": membership,
        "figures": figures,
        "steps": first_steps(membership, figures),
    }
    return render(request, "orga/dashboard.html", context)
