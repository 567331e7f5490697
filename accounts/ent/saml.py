"""SAML 2, with what allauth and python3-saml leave to us: age, replay, audience, recipient."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth

from accounts.ent.description import Description, Saml
from accounts.ent.identity import Identity, read_identity
from accounts.ent.xml import parse

LONGEST_AGE: Final = timedelta(minutes=10)
_CLOCKS: Final = timedelta(seconds=30)
_NAMES: Final = {
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
}


class AssertionRefusedError(Exception):
    """Signed, but not for us, not for this request, or without an identifier."""


class AssertionTooOldError(Exception):
    """The person signed in at the ENT too long ago."""


def settings_of(saml: Saml, slug: str) -> dict[str, Any]:
    """What allauth calls the settings of an application. Strict, always."""
    return {
        "idp": {
            "entity_id": saml.idp_entity_id,
            "sso_url": saml.sso_url,
            "slo_url": saml.slo_url,
            "x509cert": saml.x509cert,
        },
        "sp": {"entity_id": saml.entity_id or address_of(slug, "saml_metadata")},
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "want_message_signed": saml.wants_message_signed,
            "authn_request_signed": saml.signs_requests,
            "metadata_signed": False,
            "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True,
            "allow_single_label_domains": True,
            "x509cert": saml.certificate,
            "private_key": saml.private_key,
        },
    }


def address_of(slug: str, name: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=[slug])


def as_published(request: HttpRequest) -> HttpRequest:
    """The same request at our public address, which python3-saml compares answers to."""
    request.META["HTTP_HOST"] = urlsplit(settings.PUBLIC_URL).netloc
    return request


class EntSamlProvider(SAMLProvider):
    def __init__(self, request: HttpRequest, app: SocialApp, description: Description) -> None:
        super().__init__(request, app=app)
        self.description = description

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().redirect(as_published(request), *args, **kwargs)
        return answer

    def sociallogin_from_response(
        self, request: HttpRequest, response: OneLogin_Saml2_Auth
    ) -> SocialLogin:
        """`response` is already valid for python3-saml: signed, in time, for this address."""
        check(response, entity_id=self.app.settings["sp"]["entity_id"])
        attributes = {name: texts(values) for name, values in response.get_attributes().items()}
        identity = read_identity(self.description, response.get_nameid() or "", attributes)
        login = super().sociallogin_from_response(request, identity)
        login.identity, login.assertion = identity, response.get_last_assertion_id()
        return login

    def extract_uid(self, data: Identity) -> str:
        return data.subject

    def extract_extra_data(self, data: Identity) -> dict[str, Any]:
        return {}

    extract_common_fields = extract_extra_data

    def extract_email_addresses(self, data: Identity) -> list[Any]:
        return []


def texts(values: list[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def check(answer: OneLogin_Saml2_Auth, *, entity_id: str) -> None:
    """The one assertion of a valid answer, read again: what is optional in SAML is not here.

    The answer itself may be unsigned: which request it answers is believed from the assertion.
    """
    root = parse(_bytes(answer.get_last_response_xml()))
    found = root.findall("saml:Assertion", _NAMES)
    if len(found) != 1:
        raise AssertionRefusedError("assertions")
    assertion = found[0]
    audiences = assertion.findall("saml:Conditions/saml:AudienceRestriction/saml:Audience", _NAMES)
    if entity_id not in [audience.text for audience in audiences]:
        raise AssertionRefusedError("audience")
    asked = answer.get_last_response_in_response_to()
    if not asked or _confirmed(assertion, "InResponseTo") != [asked]:
        raise AssertionRefusedError("request")
    if not all(_confirmed(assertion, "Recipient")):
        raise AssertionRefusedError("recipient")
    _check_age(assertion)


def _confirmed(assertion: etree._Element, name: str) -> list[str | None]:
    path = "saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
    return [data.get(name) for data in assertion.findall(path, _NAMES)]


def _check_age(assertion: etree._Element) -> None:
    """Of the assertion, and of the moment the person proved who she was when it is told."""
    try:
        issued = datetime.fromisoformat(assertion.get("IssueInstant", ""))
    except ValueError as error:
        raise AssertionRefusedError("instant") from error
    if datetime.now(UTC) - issued > LONGEST_AGE + _CLOCKS:
        raise AssertionTooOldError


def _bytes(xml: str | bytes) -> bytes:
    return xml.encode() if isinstance(xml, str) else xml
