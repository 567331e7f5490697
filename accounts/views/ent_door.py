"""Opening the session of somebody whom an ENT vouches for; closing that way in."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest
from accounts.ent import passage
from accounts.models import User
from accounts.selectors.ent import connectors_of, is_only_way_in
from accounts.selectors.organisations import memberships_of
from accounts.services import ent as services
from accounts.services import ent_tickets


def sign_in(
    request: HttpRequest, user: User, *, destination: str, ticket: int | None
) -> HttpResponse:
    """The session changes its key, and is closed when the ENT takes its ticket back."""
    passage.forget_arrival(request.session)
    response: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=destination
    )
    request.session.set_expiry(0)
    request.session[passage.VOUCHED] = True
    if ticket is not None:
        request.session.save()
        ent_tickets.bind_ticket(ticket, request.session.session_key or "")
    return response


def landing_of(user: User) -> str:
    """Teachers begin with their school, everybody else at home."""
    return reverse("orga") if memberships_of(user) else settings.LOGIN_REDIRECT_URL


@require_http_methods(["GET", "HEAD", "POST"])
def detach(request: SignedInRequest, connector: str) -> HttpResponse:
    """From my account: this ENT will no longer open it."""
    found = next((one for one in connectors_of(request.user) if one.slug == connector), None)
    if found is None:
        return redirect("my_account")
    alone = is_only_way_in(request.user, found)
    if request.method != "POST" or alone:
        context = {"connector": found, "is_only_way_in": alone}
        return render(request, "accounts/ent/detach.html", context)
    services.detach(user=request.user, connector=found)
    messages.success(request, _("Votre ENT est détaché."))
    return redirect("my_account")
