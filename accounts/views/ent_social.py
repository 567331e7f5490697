"""Where SAML and OpenID Connect come back: allauth's views, whose end is ours (accounts.social)."""

import logging

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.saml import views as allauth_saml
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from lxml.etree import LxmlError

from accounts.ent import passage
from accounts.ent.description import Description
from accounts.ent.identity import NoSubjectError
from accounts.ent.oidc import EntOidcAdapter
from accounts.ent.problems import Problem
from accounts.ent.saml import (
    AssertionRefusedError,
    AssertionTooOldError,
    EntSamlProvider,
    as_published,
)
from accounts.ent.xml import BadXmlError
from accounts.models import EntConnector
from accounts.social import provider_of
from accounts.views.ent import ent_page
from accounts.views.ent_problem import problem_page
from pix.shared.log_errors import outline

logger = logging.getLogger(__name__)

_LARGEST_ANSWER = 256 * 1024


@require_GET
@ent_page
def oidc_return(
    request: HttpRequest, connector: EntConnector, description: Description
) -> HttpResponse:
    if description.oidc is None:
        raise Http404
    adapter = EntOidcAdapter(request, connector.slug)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except (OAuth2Error, KeyError, ValueError, TypeError, AttributeError) as error:
        # A provider may answer anything at all, and errors quote it.
        logger.warning("ENT %s answered nonsense: %s", connector.slug, outline(error))
        return problem_page(request, connector, Problem.REFUSED)
    return answer


class FinishACSView(allauth_saml.FinishACSView):
    def get_provider(self, organization_slug: str) -> EntSamlProvider:
        try:
            return provider_of(self.request, organization_slug)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error


@csrf_exempt
@require_POST
@ent_page
def saml_return(
    request: HttpRequest, connector: EntConnector, description: Description
) -> HttpResponse:
    """Posted from another site, so without our session: put aside for the next address."""
    if description.saml is None:
        raise Http404
    if len(request.POST.get("SAMLResponse", "")) > _LARGEST_ANSWER:
        return problem_page(request, connector, Problem.REFUSED)
    answer: HttpResponse = allauth_saml.acs(as_published(request), organization_slug=connector.slug)
    # What was put aside names somebody: it does not wait for who never follows.
    aside: SessionBase = getattr(request, "saml_acs_session")  # noqa: B009 -- allauth puts it there
    aside.set_expiry(passage.MEMORY)
    aside.save()
    return answer


@require_GET
@login_not_required
@never_cache
def saml_return_end(request: HttpRequest, organization_slug: str) -> HttpResponse:
    return _end(request, organization_slug)


@ent_page
def _end(request: HttpRequest, connector: EntConnector, description: Description) -> HttpResponse:
    try:
        answer: HttpResponse = FinishACSView.as_view()(request, organization_slug=connector.slug)
    except AssertionTooOldError:
        return problem_page(request, connector, Problem.EXPIRED)
    except NoSubjectError:
        return problem_page(request, connector, Problem.NAMELESS)
    except PermissionDenied:  # no such request was made from this browser
        return problem_page(request, connector, Problem.LOST)
    except ImmediateHttpResponse as page:
        return page.response
    except (AssertionRefusedError, BadXmlError, LxmlError, ValueError) as error:
        logger.warning("ENT %s: assertion refused: %s", connector.slug, outline(error))
        return problem_page(request, connector, Problem.REFUSED)
    return answer


class MetadataView(allauth_saml.MetadataView):
    get_provider = FinishACSView.get_provider


class LogoutView(allauth_saml.SLSView):
    get_provider = FinishACSView.get_provider


@require_GET
@ent_page
def saml_metadata(
    request: HttpRequest, connector: EntConnector, description: Description
) -> HttpResponse:
    """For the administrator of the ENT."""
    answer: HttpResponse = MetadataView.as_view()(
        as_published(request), organization_slug=connector.slug
    )
    return answer


@require_GET
@ent_page
def saml_logout(
    request: HttpRequest, connector: EntConnector, description: Description
) -> HttpResponse:
    """The ENT closes the session of this browser, by a signed message."""
    if description.saml is None or description.saml.slo_url is None:
        raise Http404
    if "Signature" not in request.GET:
        return redirect("/")
    answer: HttpResponse = LogoutView.as_view()(
        as_published(request), organization_slug=connector.slug
    )
    return answer
