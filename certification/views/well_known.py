"""What others need to check certificates by themselves: public keys, issuer, who is revoked."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certification.models import Certificate
from certification.proofs import published, status_lists
from certification.selectors.certificates import framework
from certification.selectors.keys import certificates, issuer, jwks
from certification.services.proving import achievement, status_list

_PEM_TYPE = "application/x-pem-file"
_TOKEN_TYPE = "application/vc+jwt"  # noqa: S105 -- a media type
_HOUR, _MINUTE = 3600, 60
# Anybody may read them, pages of other sites included.
_OPEN = {"Access-Control-Allow-Origin": "*"}


@login_not_required
@cache_control(public=True, max_age=_HOUR)
@require_safe
def key_set(request: HttpRequest) -> HttpResponse:
    return _json(published.key_set(jwks()))


@login_not_required
@cache_control(public=True, max_age=_HOUR)
@require_safe
def one_key(request: HttpRequest, key: str) -> HttpResponse:
    for jwk in jwks():
        if jwk["kid"] == key:
            return _json(jwk)
    raise Http404


@login_not_required
@cache_control(public=True, max_age=_HOUR)
@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    known = _keys()
    return _json(published.did_document(issuer(known[0]["kid"]), known))


@login_not_required
@cache_control(public=True, max_age=_HOUR)
@require_safe
def issuer_profile(request: HttpRequest) -> HttpResponse:
    known = _keys()
    return _json(published.profile(issuer(known[0]["kid"]), known))


@login_not_required
@cache_control(public=True, max_age=_HOUR)
@require_safe
def certificates_file(request: HttpRequest) -> HttpResponse:
    """Of the keys that sign papers, in PEM."""
    content = b"".join(certificates())
    if not content:
        raise Http404
    return HttpResponse(content, content_type=_PEM_TYPE, headers=_OPEN)


@login_not_required
@cache_control(public=True, max_age=_HOUR)
@require_safe
def achievement_description(request: HttpRequest) -> HttpResponse:
    """What the installation certifies, with the scale of each competence."""
    return _json(achievement(framework(), issuer(_keys()[0]["kid"])))


@login_not_required
@cache_control(public=True, max_age=_MINUTE)
@require_safe
def revocations(request: HttpRequest, number: int) -> HttpResponse:
    """A status list, signed; the first one is there before any certificate."""
    first = number * status_lists.SIZE
    _keys()
    if number and not Certificate.objects.filter(status_index__gte=first).exists():
        raise Http404
    content = status_list(number, now=timezone.now())
    return HttpResponse(content, content_type=_TOKEN_TYPE, headers=_OPEN)


def _keys() -> list[dict[str, str]]:
    """Not found, as long as the installation has no key."""
    known = jwks()
    if not known:
        raise Http404
    return known


def _json(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, headers=_OPEN, json_dumps_params={"ensure_ascii": False})
