"""The team of a centre: who is in it, with which role, and who is invited."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.enums import Role
from accounts.forms.teams import RoleForm, TeamFilters
from accounts.views.summaries import tell_what_was_sent
from certification.access import (
    can_administer_centre,
    get_centre_administration_for,
    get_centre_invitation_for,
    get_centre_member_for,
    get_centre_membership_for,
)
from certification.forms.centres import CentreInvitationForm
from certification.selectors.centres import IN_CENTRE, may_certify, members_of, waiting_invitations
from certification.services import centre_invitations, centre_teams
from pix.shared.lists import page_of


@require_safe
def centre_team(request: SignedInRequest, centre: str) -> HttpResponse:
    membership = get_centre_membership_for(request.user, centre)
    filters = TeamFilters(request.GET)
    administers = can_administer_centre(membership)
    context = {
        "centre": membership.centre,
        "administers": administers,
        "filters": filters,
        "page": page_of(request, members_of(membership.centre, **filters.chosen())),
        "invitations": list(waiting_invitations(membership.centre)) if administers else [],
        "now": timezone.now(),
    }
    return render(request, "certif/centres/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def centre_invite(request: SignedInRequest, centre: str) -> HttpResponse:
    membership = get_centre_administration_for(request.user, centre)
    form = CentreInvitationForm(request.POST or None)
    if form.is_valid():
        if ratelimit.consume(request, action="invite", user=request.user):
            sent = centre_invitations.invite(
                centre=membership.centre,
                inviter=request.user,
                emails=form.cleaned_data["emails"],
                role=Role(form.cleaned_data["role"]),
                address_of=lambda secret: _link(request, secret),
                now=timezone.now(),
            )
            tell_what_was_sent(request, sent)
            return redirect("centre_team", centre)
        form.add_error(None, _too_many())
    context = {"centre": membership.centre, "form": form}
    return render(request, "certif/centres/invite.html", context)


@require_POST
def centre_resend(request: SignedInRequest, centre: str, invitation: UUID) -> HttpResponse:
    found = get_centre_invitation_for(request.user, centre, invitation)
    if ratelimit.consume(request, action="invite", user=request.user):
        centre_invitations.resend(
            invitation=found,
            actor=request.user,
            address_of=lambda secret: _link(request, secret),
            now=timezone.now(),
        )
        text = _("Un nouveau lien est parti à %(email)s. Le précédent ne sert plus.")
        messages.success(request, text % {"email": found.email})
    else:
        messages.warning(request, _too_many())
    return redirect("centre_team", centre)


@require_POST
def centre_cancel(request: SignedInRequest, centre: str, invitation: UUID) -> HttpResponse:
    found = get_centre_invitation_for(request.user, centre, invitation)
    centre_invitations.cancel(invitation=found, now=timezone.now())
    text = _("L'invitation de %(email)s est annulée\u00a0: son lien n'ouvre plus rien.")
    messages.success(request, text % {"email": found.email})
    return redirect("centre_team", centre)


@require_POST
def centre_role(request: SignedInRequest, centre: str, colleague: UUID) -> HttpResponse:
    found = get_centre_member_for(request.user, centre, colleague)
    form = RoleForm(request.POST)
    if form.is_valid():
        role, now = Role(form.cleaned_data["role"]), timezone.now()
        try:
            centre_teams.change_role(membership=found, role=role, actor=request.user, now=now)
        except centre_teams.LastAdministratorError:
            messages.error(request, _last())
        else:
            text = _("%(name)s\u00a0: %(role)s.")
            messages.success(request, text % {"name": found.user, "role": role.label})
    return redirect("centre_team", centre)


@require_http_methods(["GET", "HEAD", "POST"])
def centre_remove(request: SignedInRequest, centre: str, colleague: UUID) -> HttpResponse:
    found = get_centre_member_for(request.user, centre, colleague)
    if request.method == "POST":
        try:
            centre_teams.end_membership(membership=found, actor=request.user, now=timezone.now())
        except centre_teams.LastAdministratorError:
            messages.error(request, _last())
        else:
            text = _("%(name)s ne fait plus partie de l'équipe.")
            messages.success(request, text % {"name": found.user})
        return redirect("centre_team", centre)
    context = {"centre": found.centre, "member": found}
    return render(request, "certif/centres/remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def centre_leave(request: SignedInRequest, centre: str) -> HttpResponse:
    membership = get_centre_membership_for(request.user, centre)
    if request.method == "POST":
        now = timezone.now()
        try:
            centre_teams.end_membership(membership=membership, actor=request.user, now=now)
        except centre_teams.LastAdministratorError:
            messages.error(request, _last())
            return redirect("centre_team", centre)
        request.session[IN_CENTRE] = may_certify(request.user)
        text = _("Vous avez quitté l'équipe «\u00a0%(name)s\u00a0».")
        messages.success(request, text % {"name": membership.centre})
        return redirect("certif_home")
    return render(request, "certif/centres/leave.html", {"centre": membership.centre})


def _link(request: SignedInRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("centre_invitation", args=[secret]))


def _too_many() -> str:
    return _("Trop d'envois\u00a0: réessayez dans une heure.")


def _last() -> str:
    return _(
        "Il faut au moins un administrateur\u00a0: donnez d'abord ce rôle à quelqu'un d'autre."
    )
