"""What every page owes to who asks for it: a language, privacy, a way to sign in."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from accounts.ent.passage import VOUCHED
from pix.shared.htmx import redirect_page

GetResponse = Callable[[HttpRequest], HttpResponse]

LANGUAGE_SESSION_KEY = "language"
# What somebody with a one-time password may open: the way out, and what the foot of a page offers.
OPEN_TO_ONE_TIME_PASSWORDS: Final = frozenset(
    {
        "new_password",
        "account_logout",
        "choose_language",
        "preferences",
        "help",
        "how_it_works",
        "accessibility",
        "personal_data",
        "legal_notice",
        "conditions",
        "health",
        "metrics",
    }
)


class LanguageMiddleware:
    """The person's own language, else the one chosen in this session, else French."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = (
            user.language
            if user.is_authenticated
            else request.session.get(LANGUAGE_SESSION_KEY, "fr")
        )
        with translation.override(language):
            return self.get_response(request)


class PrivatePagesMiddleware:
    """Pages of a signed-in person are kept nowhere: "back" after signing out shows nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class HtmxSignInMiddleware:
    """An htmx request that needs signing in sends the whole page there, then back to that page.

    A plain redirect would swap the sign-in form into the fragment.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx = getattr(request, "htmx", None)
        if not htmx or not _leads_to_sign_in(response):
            return response
        address = resolve_url(settings.LOGIN_URL)
        page = htmx.current_url_abs_path
        if page:
            query = QueryDict(mutable=True)
            query[REDIRECT_FIELD_NAME] = page
            address = f"{address}?{query.urlencode(safe='/')}"
        return HttpResponseClientRedirect(address)


class OneTimePasswordMiddleware:
    """Whoever signed in with a one-time password chooses their own before anything else.

    Whoever came by an ENT used none: the slip goes on waiting.
    The person was read with the session: this asks the database nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not getattr(request.user, "must_change_password", False) or VOUCHED in request.session:
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_TO_ONE_TIME_PASSWORDS:
            return None
        address = reverse("new_password")
        if request.method == "GET" and not getattr(request, "htmx", None):
            query = QueryDict(mutable=True)
            query[REDIRECT_FIELD_NAME] = request.get_full_path()
            address = f"{address}?{query.urlencode(safe='/')}"
        return redirect_page(request, address)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    location = response.headers.get("Location", "")
    return bool(location) and urlsplit(location).path == resolve_url(settings.LOGIN_URL)
