"""Arriving in Pix Orga: the organisation at work, the others, and its settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, get_administration_for, get_membership_for
from accounts.forms.organisations import SettingsForm
from accounts.selectors.organisations import memberships_of, requests_of
from accounts.services.organisations import change_settings, use

# A picture for the first page: (pix, domain, new) of an imaginary class.
SAMPLE_CLASS = tuple(
    (pix, 2, new)
    for pix, new in zip((19, 33, 8, 41, 27, 16, 52, 30, 22, 38, 11, 45), (3, 0) * 6, strict=True)
)


@login_not_required
@require_safe
def orga(request: HttpRequest) -> HttpResponse:
    """To the last organisation used; without any, what Pix Orga is."""
    user = request.user
    if user.is_authenticated:
        if places := memberships_of(user):
            return redirect("orga_dashboard", places[0].organisation.code)
        if requests_of(user):
            return redirect("organisations")
    return render(request, "orga/home.html", {"sample": SAMPLE_CLASS})


@require_safe
def organisation_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "orga/organisations.html", {"requests": requests_of(request.user)})


@require_POST
def switch(request: SignedInRequest, organisation: str) -> HttpResponse:
    use(membership=get_membership_for(request.user, organisation), now=timezone.now())
    return redirect("orga_dashboard", organisation)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_settings(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_administration_for(request.user, organisation)
    form = SettingsForm(request.POST or None, instance=membership.organisation)
    if form.is_valid():
        change_settings(organisation=membership.organisation, **form.cleaned_data)
        messages.success(request, _("Les réglages sont enregistrés."))
        return redirect("organisation_settings", organisation)
    return render(request, "orga/settings.html", {"membership": membership, "form": form})
