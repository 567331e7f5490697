"""How allauth's SAML and OpenID Connect behave here: our connectors, our pages, our sign-in.

allauth speaks the protocols; the tables of its "social applications" stay empty.
"""

import logging
from typing import Any, Final

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.base.provider import Provider
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone

from accounts.ent import passage, saml
from accounts.ent.description import Description
from accounts.ent.oidc import EntOidcProvider
from accounts.ent.problems import Problem
from accounts.ent.saml import EntSamlProvider
from accounts.ent.web import EntSession
from accounts.enums import ConnectorProtocol
from accounts.models import EntConnector
from accounts.selectors.ent import description_of, open_connector
from accounts.services.ent_tickets import TicketReplayedError, use_ticket
from accounts.views.ent_problem import problem_page
from pix.shared.log_errors import outline

logger = logging.getLogger(__name__)

_PROVIDERS: Final = {
    ConnectorProtocol.SAML: EntSamlProvider,
    ConnectorProtocol.OIDC: EntOidcProvider,
}


def provider_of(request: HttpRequest, slug: str) -> Provider:
    """Raises `SocialApp.DoesNotExist` unless the connector is open and speaks by allauth."""
    connector = open_connector(slug)
    described = description_of(connector) if connector else None
    if connector is None or described is None or connector.protocol not in _PROVIDERS:
        raise SocialApp.DoesNotExist
    make = _PROVIDERS[ConnectorProtocol(connector.protocol)]
    return make(request, _app(connector, described), described)


def _app(connector: EntConnector, described: Description) -> SocialApp:
    """What allauth wants to know, made at each request and never saved."""
    app = SocialApp(provider_id=connector.slug, name=connector.name)
    if described.saml:
        app.provider, app.client_id = EntSamlProvider.id, connector.slug
        app.settings = saml.settings_of(described.saml, connector.slug)
    elif described.oidc:
        app.provider, app.client_id = EntOidcProvider.id, described.oidc.client_id
        app.secret = described.oidc.client_secret
        app.settings = {"server_url": described.oidc.issuer}
    return app


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """One at most: allauth is always asked for a connector by its slug."""
        slug = client_id if provider == EntSamlProvider.id else provider
        try:
            return [provider_of(request, slug or "").app]
        except SocialApp.DoesNotExist:
            return []

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Provider:
        return provider_of(request, provider)

    def get_requests_session(self) -> requests.Session:
        return EntSession()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The protocol has done its work; the rest is the same for every ENT."""
        slug, ticket = sociallogin.account.provider, None
        connector = open_connector(slug)
        if connector and getattr(sociallogin, "assertion", None):
            try:
                ticket = use_ticket(connector, sociallogin.assertion, now=timezone.now()).pk
            except TicketReplayedError:
                page = problem_page(request, connector, Problem.REFUSED)
                raise ImmediateHttpResponse(page) from None
        departure = passage.come_back(request.session, slug, state=None)
        destination = departure.destination if departure else ""
        arrival = passage.Arrival(slug, sociallogin.identity, destination, ticket)
        passage.arrive(request.session, arrival)
        raise ImmediateHttpResponse(redirect("ent_arrival", slug))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        details = extra_context or {}
        reason = str(details.get("saml_last_error_reason") or exception or error)
        slug = provider.app.provider_id
        logger.warning("ENT %s refused: %s", slug, _told(error, exception, details))
        connector = open_connector(slug)
        if connector is not None:
            departure = passage.departure_of(request.session, slug)
            page = problem_page(
                request,
                connector,
                _problem(error, exception, reason, details),
                departure.destination if departure else "",
            )
            raise ImmediateHttpResponse(page)


def _told(error: str | None, exception: Exception | None, details: dict[str, Any]) -> str:
    """For the logs: what the ENT or the library says in words may quote who was signing in."""
    kinds = [str(kind) for kind in details.get("saml_errors", ())]
    return ", ".join([*kinds, outline(exception) if exception else str(error)])


def _problem(
    error: str | None, exception: Exception | None, reason: str, details: dict[str, Any]
) -> Problem:
    if error == AuthError.CANCELLED:
        return Problem.CANCELLED
    if isinstance(exception, requests.RequestException):
        return Problem.DOWN
    if "state_id" in details:
        return Problem.LOST
    return Problem.EXPIRED if "timestamp: expired" in reason.lower() else Problem.REFUSED
