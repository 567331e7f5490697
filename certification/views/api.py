"""What other systems ask: a token, the certifications of a school, the certificate of a person."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from pydantic import BaseModel, ValidationError

from accounts.enums import AuditAction
from accounts.models import Organisation
from accounts.services import audit
from accounts.tries import tried_by
from certification.access import get_organisation_of_program
from certification.api.openapi import description
from certification.api.shapes import Problem, Search, Token
from certification.enums import ApiScope
from certification.selectors.admission import SeveralPeople, find
from certification.selectors.school_record import school_record
from certification.services.api_clients import (
    Caller,
    Refused,
    ScopeRefused,
    grant_token,
    read_token,
)

_BASIC, _BEARER = "basic ", "bearer "

type View = Callable[..., HttpResponse]


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """OAuth 2.0, client credentials (RFC 6749, 4.4)."""
    client_id, secret = _credentials(request)
    # By address too: whoever knows a client's name does not keep it out.
    if tried_by(request, f"api-token:{client_id[:40]}", user=None) > _most_tokens():
        return _problem(429, "temporarily_unavailable", "too many tokens in a minute")
    if request.POST.get("grant_type") != "client_credentials":
        return _problem(400, "unsupported_grant_type", "only client_credentials")
    asked = request.POST.get("scope", "")
    try:
        granted, scope = grant_token(
            client_id=client_id, secret=secret, asked=asked, now=timezone.now()
        )
    except Refused:
        return _problem(401, "invalid_client", "unknown client or secret", "Basic")
    except ScopeRefused:
        return _problem(400, "invalid_scope", "this client was not given these scopes")
    seconds = int(settings.API_TOKEN_LIFE.total_seconds())
    return _json(Token(access_token=granted, expires_in=seconds, scope=scope))


def _most_tokens() -> int:
    most: int = settings.API_TOKENS_A_MINUTE
    return most


def _credentials(request: HttpRequest) -> tuple[str, str]:
    """In the header, or in the body."""
    header = request.headers.get("Authorization", "")
    if header.lower().startswith(_BASIC):
        try:
            text = base64.b64decode(header[len(_BASIC) :], validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        client_id, _, secret = text.partition(":")
    else:
        client_id = request.POST.get("client_id", "")
        secret = request.POST.get("client_secret", "")
    return client_id.replace("\0", ""), secret


def for_scope(scope: ApiScope) -> Callable[[View], View]:
    """A view for programs that were given this scope; it receives who asks."""

    def protect(view: View) -> View:
        @wraps(view)
        def protected(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            header = request.headers.get("Authorization", "")
            bearer = header[len(_BEARER) :] if header.lower().startswith(_BEARER) else ""
            try:
                caller = read_token(bearer)
            except Refused:
                return _problem(401, "invalid_token", "ask for a token first", "Bearer")
            if scope not in caller.scopes:
                return _problem(403, "insufficient_scope", f"the scope {scope} is needed")
            return view(request, caller, *args, **kwargs)

        return csrf_exempt(login_not_required(never_cache(protected)))

    return protect


@for_scope(ApiScope.SCHOOL_RECORD)
@require_GET
def school_certifications(request: HttpRequest, caller: Caller, uai: str) -> HttpResponse:
    """204 when nobody of the school sat a certification; a school of others is forbidden."""
    organisation = get_organisation_of_program(caller.client, uai)
    if organisation is None:
        return _problem(403, "forbidden", "not a school of this client")
    record = school_record(organisation)
    if not record.certifications:
        return HttpResponse(status=204)
    _record(caller, organisation, len(record.certifications))
    return _json(record)


@for_scope(ApiScope.ADMISSION)
@require_POST
def search(request: HttpRequest, caller: Caller) -> HttpResponse:
    """404: nobody, or nothing in force. 409: several people, ask otherwise."""
    try:
        asked = Search.model_validate_json(request.body)
    except ValidationError as error:
        return _problem(400, "invalid_request", _first_problem(error))
    try:
        found = find(asked, within=caller.client.organisation, now=timezone.now())
    except SeveralPeople:
        return _problem(409, "several", "several people fit: use the INE or the code")
    _record(caller, caller.client.organisation, 1 if found else 0)
    if found is None:
        return _problem(404, "not_found", "no certificate in force")
    return _json(found)


def _first_problem(error: ValidationError) -> str:
    """Which field, and why; never what was sent."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


@login_not_required
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description(), headers={"Access-Control-Allow-Origin": "*"})


def _record(caller: Caller, organisation: Organisation | None, count: int) -> None:
    audit.record(
        action=AuditAction.RESULTS_READ,
        actor=None,
        organisation=organisation,
        now=timezone.now(),
        program=caller.client.name,
        count=count,
    )


def _json(shape: BaseModel, *, status: int = 200) -> HttpResponse:
    content = shape.model_dump_json(by_alias=True)
    return HttpResponse(content, content_type="application/json", status=status)


def _problem(status: int, error: str, why: str, scheme: str = "") -> HttpResponse:
    shape = Problem(error=error, error_description=why)
    answer = HttpResponse(shape.model_dump_json(), content_type="application/json", status=status)
    if scheme:
        answer["WWW-Authenticate"] = f'{scheme} realm="pix", error="{error}"'
    return answer
