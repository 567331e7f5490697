"""Arriving in Pix Certif: one's centres, and asking for one."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from certification.access import get_centre_membership_for, get_centre_request_for
from certification.enums import CentreKind, CentreState
from certification.forms.centres import CentreRequestForm
from certification.selectors.centre_dashboard import figures_of, tasks_of
from certification.selectors.centres import (
    IN_CENTRE,
    centres_of,
    organisations_to_certify,
    requests_of,
)
from certification.selectors.windows import calendar_of
from certification.services import centres


@login_not_required
@require_safe
def certif_home(request: HttpRequest) -> HttpResponse:
    """To one's only centre; else the choice, or what Pix Certif is."""
    user = request.user
    if not user.is_authenticated:
        return render(request, "certif/centres/home.html")
    places, requests = centres_of(user), requests_of(user)
    if len(places) == 1 and not requests:
        return redirect("centre_dashboard", places[0].code)
    if not places and not requests:
        return render(request, "certif/centres/home.html")
    context = {"places": places, "requests": requests, "may_ask": organisations_to_certify(user)}
    return render(request, "certif/centres/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def centre_request(request: SignedInRequest) -> HttpResponse:
    organisations = organisations_to_certify(request.user)
    form = CentreRequestForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        if ratelimit.consume(request, action="request_organisation", user=request.user):
            return _ask(request, form)
        form.add_error(None, _("Trop de demandes\u00a0: réessayez dans une heure."))
    context = {"form": form, "organisations": organisations}
    return render(request, "certif/centres/request.html", context)


def _ask(request: SignedInRequest, form: CentreRequestForm) -> HttpResponse:
    try:
        centre = centres.request_centre(
            organisation=form.chosen,
            user=request.user,
            kind=CentreKind(form.cleaned_data["kind"]),
            now=timezone.now(),
        )
    except centres.AlreadyDecided:
        messages.info(request, _("Cet établissement est déjà un centre, ou sa demande attend."))
        return redirect("certif_home")
    if centre.state == CentreState.ACTIVE:
        request.session[IN_CENTRE] = True
        messages.success(request, _("Le centre est ouvert. Vous l'administrez."))
        return redirect("centre_dashboard", centre.code)
    text = _("Votre demande est partie. La réponse arrivera par e-mail, et s'affichera ici.")
    messages.success(request, text)
    return redirect("certif_home")


@require_POST
def withdraw_centre_request(request: SignedInRequest, centre: str) -> HttpResponse:
    centres.withdraw(centre=get_centre_request_for(request.user, centre))
    messages.success(request, _("Votre demande est retirée."))
    return redirect("certif_home")


@require_safe
def centre_dashboard(request: SignedInRequest, centre: str) -> HttpResponse:
    membership = get_centre_membership_for(request.user, centre)
    now = timezone.now()
    context = {
        "centre": membership.centre,
        "figures": figures_of(membership.centre, now=now),
        "tasks": tasks_of(membership.centre, now=now),
        "calendar": calendar_of(membership.centre, now=now),
    }
    return render(request, "certif/centres/dashboard.html", context)
