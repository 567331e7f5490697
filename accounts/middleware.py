"""The language of a page: the person's own, else the one chosen in this session, else French."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

LANGUAGE_SESSION_KEY = "language"


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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
