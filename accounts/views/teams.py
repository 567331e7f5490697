"""The team of an organisation: who is in it, with which role, and who is invited."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import (
    SignedInRequest,
    can_administer,
    get_administration_for,
    get_invitation_for,
    get_member_for,
    get_membership_for,
)
from accounts.enums import Role
from accounts.forms.teams import InvitationForm, RoleForm, TeamFilters
from accounts.selectors.organisations import IN_TEAM, memberships_of, waiting_invitations
from accounts.selectors.teams import members
from accounts.services import invitations, teams
from accounts.views.summaries import tell_what_was_sent
from pix.shared.lists import page_of


@require_safe
def team(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    filters = TeamFilters(request.GET)
    administers = can_administer(membership)
    invited = waiting_invitations(membership.organisation) if administers else []
    context = {
        "membership": membership,
        "administers": administers,
        "filters": filters,
        "page": page_of(request, members(membership.organisation, **filters.chosen())),
        "invitations": list(invited),
        "now": timezone.now(),
    }
    return render(request, "orga/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_administration_for(request.user, organisation)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        if ratelimit.consume(request, action="invite", user=request.user):
            sent = invitations.invite(
                organisation=membership.organisation,
                inviter=request.user,
                emails=form.cleaned_data["emails"],
                role=Role(form.cleaned_data["role"]),
                address_of=lambda secret: _link(request, secret),
                now=timezone.now(),
            )
            tell_what_was_sent(request, sent)
            return redirect("team", organisation)
        form.add_error(None, _("Trop d'envois\u00a0: réessayez dans une heure."))
    return render(request, "orga/invite.html", {"membership": membership, "form": form})


@require_POST
def resend_invitation(
    request: SignedInRequest, organisation: str, invitation: UUID
) -> HttpResponse:
    found = get_invitation_for(request.user, organisation, invitation)
    if ratelimit.consume(request, action="invite", user=request.user):
        invitations.resend(
            invitation=found,
            actor=request.user,
            address_of=lambda secret: _link(request, secret),
            now=timezone.now(),
        )
        text = _("Un nouveau lien est parti à %(email)s. Le précédent ne sert plus.")
        messages.success(request, text % {"email": found.email})
    else:
        messages.warning(request, _("Trop d'envois\u00a0: réessayez dans une heure."))
    return redirect("team", organisation)


@require_POST
def cancel_invitation(
    request: SignedInRequest, organisation: str, invitation: UUID
) -> HttpResponse:
    found = get_invitation_for(request.user, organisation, invitation)
    invitations.cancel(invitation=found, now=timezone.now())
    text = _("L'invitation de %(email)s est annulée\u00a0: son lien n'ouvre plus rien.")
    messages.success(request, text % {"email": found.email})
    return redirect("team", organisation)


@require_POST
def change_role(request: SignedInRequest, organisation: str, member: UUID) -> HttpResponse:
    found = get_member_for(request.user, organisation, member)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            teams.change_role(membership=found, role=role, actor=request.user, now=timezone.now())
        except teams.LastAdministratorError:
            messages.error(request, _last())
        else:
            text = _("%(name)s\u00a0: %(role)s.")
            messages.success(request, text % {"name": found.user, "role": role.label})
    return redirect("team", organisation)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: SignedInRequest, organisation: str, member: UUID) -> HttpResponse:
    membership = get_administration_for(request.user, organisation)
    found = get_member_for(request.user, organisation, member)
    if request.method == "POST":
        try:
            teams.end_membership(membership=found, actor=request.user, now=timezone.now())
        except teams.LastAdministratorError:
            messages.error(request, _last())
        else:
            text = _("%(name)s ne fait plus partie de l'équipe.")
            messages.success(request, text % {"name": found.user})
        return redirect("team", organisation)
    context = {"membership": membership, "member": found}
    return render(request, "orga/remove_member.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_team(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    if request.method == "POST":
        try:
            teams.end_membership(membership=membership, actor=request.user, now=timezone.now())
        except teams.LastAdministratorError:
            messages.error(request, _last())
            return redirect("team", organisation)
        request.session[IN_TEAM] = bool(memberships_of(request.user))
        text = _("Vous avez quitté l'équipe «\u00a0%(name)s\u00a0».")
        messages.success(request, text % {"name": membership.organisation})
        return redirect("orga")
    return render(request, "orga/leave.html", {"membership": membership})


def _link(request: SignedInRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[secret]))


def _last() -> str:
    return _(
        "Il faut au moins un administrateur\u00a0: donnez d'abord ce rôle à quelqu'un d'autre."
    )
