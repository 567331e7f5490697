"""Arriving in Pix Orga: the organisation at work, and the others."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, get_membership_for
from accounts.selectors.organisations import memberships_of
from accounts.services.organisations import use


@require_safe
def orga(request: SignedInRequest) -> HttpResponse:
    """To the last organisation used; without any, what Pix Orga is."""
    places = memberships_of(request.user)
    if places:
        return redirect("orga_dashboard", places[0].organisation.code)
    return render(request, "orga/home.html")


@require_safe
def organisation_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "orga/organisations.html")


@require_POST
def switch(request: SignedInRequest, organisation: str) -> HttpResponse:
    use(membership=get_membership_for(request.user, organisation), now=timezone.now())
    return redirect("orga_dashboard", organisation)
