"""The link that lets somebody join a centre, opened by someone signed in, or who will be."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.selectors.teams import is_known
from accounts.views.invitations import REFUSALS
from certification.models import CentreInvitation
from certification.selectors.centres import IN_CENTRE
from certification.services import centre_invitations


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def centre_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    try:
        found = centre_invitations.read(secret, user=user, now=timezone.now())
        if found.accepted_at:
            return redirect("centre_dashboard", found.centre.code)
        if request.method == "POST":
            return _join(request, secret, user) if user else _sign_up(request, found)
    except centre_invitations.InvitationRefusedError as refusal:
        told = {"reason": REFUSALS[type(refusal)]}
        return render(request, "certif/centres/invitation_refused.html", told, status=404)
    context = {"invitation": found, "has_account": not user and is_known(found.email)}
    return render(request, "certif/centres/invitation.html", context)


def _join(request: HttpRequest, secret: str, user: User) -> HttpResponse:
    membership = centre_invitations.accept(secret=secret, user=user, now=timezone.now())
    request.session[IN_CENTRE] = True
    text = _("Bienvenue dans l'équipe «\u00a0%(name)s\u00a0».")
    messages.success(request, text % {"name": membership.centre})
    return redirect("centre_dashboard", membership.centre.code)


def _sign_up(request: HttpRequest, found: CentreInvitation) -> HttpResponse:
    """The link came to this address: signing up with it needs no other confirmation."""
    get_adapter().stash_verified_email(request, found.email)
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': request.path})}")
