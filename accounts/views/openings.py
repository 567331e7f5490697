"""Asking for the space of a school, and opening it from its official mailbox."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.academies import official_mailbox
from accounts.access import SignedInRequest, get_request_for
from accounts.enums import OrganisationState
from accounts.forms.organisations import OpeningForm
from accounts.models import Organisation, User
from accounts.selectors.organisations import IN_TEAM
from accounts.services import openings


@require_http_methods(["GET", "HEAD", "POST"])
def request_organisation(request: SignedInRequest) -> HttpResponse:
    form = OpeningForm(request.POST or None)
    if form.is_valid():
        asked = _ask(request, form)
        if asked is not None:
            _send_link(request, asked, form.cleaned_data["academy"])
            return redirect("organisations")
    return render(request, "orga/request.html", {"form": form})


def _ask(request: SignedInRequest, form: OpeningForm) -> Organisation | None:
    """The organisation now waiting; none when the form says why not."""
    if not ratelimit.consume(request, action="request_organisation", user=request.user):
        form.add_error(None, _("Trop de demandes\u00a0: réessayez dans une heure."))
        return None
    data = form.cleaned_data
    wanted = {name: data[name] for name in ("kind", "name", "uai", "note")}
    try:
        return openings.request_opening(user=request.user, now=timezone.now(), **wanted)
    except openings.OrganisationExists as known:
        found = known.organisation
        if found.state == OrganisationState.REQUESTED and data["academy"]:
            return found
        form.add_error("uai", _already(found, request.user))
        return None


def _already(found: Organisation, user: User) -> str:
    if found.state == OrganisationState.ACTIVE:
        return _(
            "Cet établissement a déjà son espace\u00a0: demandez une invitation à une personne "
            "qui l'administre."
        )
    if found.state == OrganisationState.CLOSED:
        return _("L'espace de cet établissement a été fermé\u00a0: écrivez à la plateforme.")
    if found.requested_by == user:
        return _("Vous avez déjà demandé cet espace\u00a0: votre demande est en attente.")
    return _(
        "Une demande est déjà en attente pour cet établissement. Si vous lisez sa boîte "
        "officielle, choisissez-la\u00a0: son lien ouvrira l'espace pour vous."
    )


def _send_link(request: SignedInRequest, asked: Organisation, academy: str) -> None:
    if not academy:
        text = _("Votre demande est partie. La réponse arrivera par e-mail, et s'affichera ici.")
        messages.success(request, text)
        return
    mailbox = official_mailbox(uai=asked.uai or "", domain=academy)
    if not ratelimit.consume(request, action="official_mailbox", key=mailbox):
        text = _("Plusieurs liens sont déjà partis à %(mailbox)s\u00a0: ouvrez le dernier.")
        messages.warning(request, text % {"mailbox": mailbox})
        return
    openings.send_opening_link(
        organisation=asked,
        user=request.user,
        mailbox=mailbox,
        address_of=lambda token: request.build_absolute_uri(
            reverse("open_organisation", args=[token])
        ),
    )
    text = _("Un lien est parti à %(mailbox)s. Il est valable 7\u00a0jours.")
    messages.success(request, text % {"mailbox": mailbox})


@require_POST
def withdraw_request(request: SignedInRequest, organisation: str) -> HttpResponse:
    openings.withdraw(organisation=get_request_for(request.user, organisation))
    messages.success(request, _("Votre demande est retirée."))
    return redirect("organisations")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_organisation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the official mailbox, opened by whoever reads it, signed in or not."""
    try:
        organisation, requester = openings.read_opening_link(token)
        if request.method == "POST":
            address = request.build_absolute_uri(
                reverse("orga_dashboard", args=[organisation.code])
            )
            openings.open_from_mailbox(token=token, address=address, now=timezone.now())
            return _opened(request, organisation, requester)
    except openings.OpeningRefusedError:
        return render(request, "orga/opening_refused.html", status=404)
    context = {"organisation": organisation, "requester": requester}
    return render(request, "orga/opening.html", context)


def _opened(request: HttpRequest, organisation: Organisation, requester: User) -> HttpResponse:
    if request.user == requester:
        request.session[IN_TEAM] = True
        messages.success(request, _("L'espace est ouvert. Vous l'administrez."))
        return redirect("orga_dashboard", organisation.code)
    context = {"organisation": organisation, "requester": requester}
    return render(request, "orga/opened.html", context)
