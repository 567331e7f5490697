"""The link of an invitation, opened by someone signed in, who signs in, or who signs up."""

from typing import Final
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import Invitation, User
from accounts.selectors.organisations import IN_TEAM
from accounts.selectors.teams import is_known
from accounts.services import invitations

REFUSALS: Final = {
    invitations.UnknownInvitation: gettext_lazy(
        "Ce lien n'est pas reconnu\u00a0: il a été coupé, ou remplacé par un plus récent. "
        "Ouvrez le dernier message reçu."
    ),
    invitations.ExpiredInvitation: gettext_lazy(
        "Cette invitation a expiré. Demandez à la personne qui vous a invité de la renvoyer."
    ),
    invitations.CancelledInvitation: gettext_lazy(
        "Cette invitation a été annulée par l'équipe qui l'avait envoyée."
    ),
    invitations.UsedInvitation: gettext_lazy(
        "Cette invitation a déjà servi. Si c'était avec un autre de vos comptes, "
        "connectez-vous avec celui-là."
    ),
}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    try:
        found = invitations.read(secret, user=user, now=timezone.now())
        if found.accepted_at:
            return redirect("orga_dashboard", found.organisation.code)
        if request.method == "POST":
            return _join(request, secret, user) if user else _sign_up(request, found)
    except invitations.InvitationRefusedError as refusal:
        told = {"reason": REFUSALS[type(refusal)]}
        return render(request, "orga/invitation_refused.html", told, status=404)
    context = {"invitation": found, "has_account": not user and is_known(found.email)}
    return render(request, "orga/invitation.html", context)


def _join(request: HttpRequest, secret: str, user: User) -> HttpResponse:
    membership = invitations.accept(secret=secret, user=user, now=timezone.now())
    request.session[IN_TEAM] = True
    text = _("Bienvenue dans l'équipe «\u00a0%(name)s\u00a0».")
    messages.success(request, text % {"name": membership.organisation})
    return redirect("orga_dashboard", membership.organisation.code)


def _sign_up(request: HttpRequest, found: Invitation) -> HttpResponse:
    """The link came to this address: signing up with it needs no other confirmation."""
    get_adapter().stash_verified_email(request, found.email)
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': request.path})}")
