"""Talking to an ENT from the server: briefly, without following it anywhere.

An ENT that does not answer is left alone for a few seconds: a class that arrives together must not
hold all the threads of the platform while it waits.
"""

import time
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from django.core.cache import cache

from accounts.ent.description import LOOPBACK

SECONDS: Final = 5
TRIES: Final = 2
LARGEST: Final = 64 * 1024
REST: Final = 15  # seconds


class EntDownError(Exception):
    """The ENT does not answer, or answers nonsense: try again later."""


class EntSession(requests.Session):
    """As `requests`, with our limits on every call: no redirection, https, seconds, bytes."""

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]  # the rest is passed as it is
        parts = urlsplit(str(url))
        local = parts.hostname in LOOPBACK
        if parts.scheme != "https" and not local:
            raise requests.exceptions.InvalidSchema("https")
        resting = f"ent-rests:{parts.netloc}"
        if cache.get(resting):
            raise requests.ConnectionError("resting")
        self.trust_env = not local
        kwargs |= {"timeout": SECONDS, "allow_redirects": False, "stream": True}
        tries = TRIES if method.upper() == "GET" else 1
        for last in [*[False] * (tries - 1), True]:
            try:
                return _read(super().request(method, url, *args, **kwargs))
            except (requests.ConnectionError, requests.Timeout):
                if last:
                    cache.set(resting, True, REST)
                    raise
        raise AssertionError  # the last try returns or raises


def _read(response: requests.Response) -> requests.Response:
    """All of it, up to the limit, within the seconds allowed."""
    content, end = b"", time.monotonic() + SECONDS
    try:
        for part in response.iter_content(8192):
            content += part
            if len(content) > LARGEST or time.monotonic() > end:
                raise requests.exceptions.ContentDecodingError("too large, or too slow")
    finally:
        response.close()
    response._content = content  # noqa: SLF001 -- what requests itself does, with a limit
    return response


def fetch(url: str, params: dict[str, str]) -> bytes:
    """The body of a page of an ENT."""
    try:
        with EntSession() as session:
            response = session.get(url, params=params)
    except (requests.RequestException, OSError) as error:
        raise EntDownError from error
    if response.status_code != requests.codes.ok:
        raise EntDownError
    return response.content
