"""The browser of somebody simulated: it speaks HTTP to the platform, and keeps its session."""

import http.client
import secrets
from collections.abc import Sequence
from importlib import import_module
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache

from accounts.models import User

_TIMEOUT, _DAY, _MOVES = 20, 24 * 3600, 6
_REDIRECTIONS: Final = (301, 302)


class Browser:
    """Of one person, the same from one visit to the next (a day at most)."""

    def __init__(self, user: User, *, site: str = "") -> None:
        self.host = urlsplit(site or settings.PUBLIC_URL)
        key = f"demo-browser:{user.pk}"
        self.session = cache.get_or_set(key, lambda: signed_in(user), _DAY)
        self.token = secrets.token_hex(16)

    def get(self, path: str) -> tuple[str, str]:
        """The address where redirections led, and its page."""
        return self._visit("GET", path, "")

    def post(self, path: str, fields: Sequence[tuple[str, str]] = ()) -> tuple[str, str]:
        body = urlencode([("csrfmiddlewaretoken", self.token), *fields])
        return self._visit("POST", path, body)

    def _visit(self, method: str, path: str, body: str) -> tuple[str, str]:
        for _ in range(_MOVES):
            reply, page = self._ask(method, path, body)
            if reply.status not in _REDIRECTIONS:
                return path, page
            method, path, body = "GET", reply.headers["Location"], ""
        return path, ""

    def _ask(self, method: str, path: str, body: str) -> tuple[http.client.HTTPResponse, str]:
        secure = self.host.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self.host.hostname or "", self.host.port, timeout=_TIMEOUT)
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; csrftoken={self.token}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body or None, headers)
            reply = connection.getresponse()
            return reply, reply.read().decode()
        finally:
            connection.close()


def signed_in(user: User) -> str:
    """The key of a session where this person is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
