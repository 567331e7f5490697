"""Arriving from an ENT: /ent/<connector>/. The rules are in `accounts.tickets.ent`."""

import logging
from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from accounts.ent import cas, passage
from accounts.ent.description import Description
from accounts.ent.identity import NoSubjectError, read_identity
from accounts.ent.problems import Problem
from accounts.ent.web import EntDownError
from accounts.enums import ConnectorProtocol
from accounts.models import EntConnector
from accounts.selectors import ent as selectors
from accounts.services import ent_tickets as tickets
from accounts.social import provider_of
from accounts.views.ent_problem import problem_page
from pix.shared.log_errors import outline

logger = logging.getLogger(__name__)

_LARGEST_LOGOUT = 16 * 1024

type View = Callable[..., HttpResponse]


def ent_page(view: View) -> View:
    """A public page of an open connector: the view receives it with its description."""

    @wraps(view)
    def page(request: HttpRequest, connector: str) -> HttpResponse:
        found = selectors.open_connector(connector)
        description = selectors.description_of(found) if found else None
        if found is None or description is None:
            raise Http404
        return view(request, found, description)

    return login_not_required(never_cache(page))


@require_safe
@ent_page
def entry(request: HttpRequest, connector: EntConnector, description: Description) -> HttpResponse:
    """To the sign-in page of the ENT; `?vers=` is remembered for the way back."""
    destination = passage.safe_destination(request.GET.get("vers"))
    if connector.protocol == ConnectorProtocol.CAS:
        return _leave_by_cas(request, connector, description, destination)
    return _leave_by_allauth(request, connector, destination)


def _leave_by_allauth(
    request: HttpRequest, connector: EntConnector, destination: str
) -> HttpResponse:
    passage.depart(request.session, connector=connector.slug, destination=destination)
    try:
        answer: HttpResponse = provider_of(request, connector.slug).redirect(request, "login")
    except (OAuth2Error, RequestException, KeyError, ValueError) as error:
        logger.warning("ENT %s cannot be reached: %s", connector.slug, outline(error))
        return problem_page(request, connector, Problem.DOWN, destination)
    return answer


def _leave_by_cas(
    request: HttpRequest, connector: EntConnector, description: Description, destination: str
) -> HttpResponse:
    assert description.cas is not None  # noqa: S101 -- the description checks it
    servers = {server.url: server for server in description.cas.servers}
    chosen = request.GET.get("serveur") or next(iter(servers))
    if chosen not in servers or (len(servers) > 1 and "serveur" not in request.GET):
        return render(
            request,
            "accounts/ent/servers.html",
            {"connector": connector, "servers": list(servers.values()), "vers": destination},
        )
    departure = passage.depart(
        request.session, connector=connector.slug, server=chosen, destination=destination
    )
    service = service_address(connector, description, departure.state)
    return redirect(cas.login_address(chosen, service=service))


def service_address(connector: EntConnector, description: Description, state: str) -> str:
    """Where the ENT sends people back: our public address, whatever the request says."""
    address = settings.PUBLIC_URL.rstrip("/") + reverse("ent_return", args=[connector.slug])
    if description.cas and description.cas.state_in_service:
        return f"{address}?{urlencode({'etat': state})}"
    return address


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@ent_page
def cas_return(
    request: HttpRequest, connector: EntConnector, description: Description
) -> HttpResponse:
    """With a ticket, a person; by POST, the server of the ENT, to say that somebody left."""
    if description.cas is None:
        raise Http404
    if request.method == "POST":
        return _close(request, connector)
    state = request.GET.get("etat", "") if description.cas.state_in_service else None
    departure = passage.come_back(request.session, connector.slug, state=state)
    ticket = request.GET.get("ticket", "")
    if departure is None or not cas.is_ticket(ticket):
        return problem_page(request, connector, Problem.LOST)
    try:
        kept = tickets.use_ticket(connector, ticket, now=timezone.now())
        service = service_address(connector, description, departure.state)
        answer = cas.validate(description.cas, departure.server, ticket=ticket, service=service)
        identity = read_identity(description, *answer)
    except EntDownError:
        return problem_page(request, connector, Problem.DOWN, departure.destination)
    except (tickets.TicketReplayedError, cas.TicketRefusedError):
        return problem_page(request, connector, Problem.REFUSED, departure.destination)
    except NoSubjectError:
        return problem_page(request, connector, Problem.NAMELESS)
    arrival = passage.Arrival(connector.slug, identity, departure.destination, kept.pk)
    passage.arrive(request.session, arrival)
    return redirect("ent_arrival", connector.slug)


def _close(request: HttpRequest, connector: EntConnector) -> HttpResponse:
    """Always "done": nobody learns here which tickets exist."""
    message = request.POST.get("logoutRequest", "")
    if len(message) <= _LARGEST_LOGOUT:
        ticket = cas.ticket_to_close(message.encode())
        if ticket:
            tickets.close_ticket(connector, ticket)
    return HttpResponse()
