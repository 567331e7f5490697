"""Talking to an ENT from the server: briefly, without following it anywhere.

An ENT that does not answer is left alone for a few seconds: a class that arrives together must not
hold all the threads of the platform while it waits.
"""

from typing import Any, Final
from urllib.parse import urlsplit

import requests
from django.core.cache import cache
from requests.adapters import HTTPAdapter

from accounts.ent.description import LOOPBACK

SECONDS: Final = 5
TRIES: Final = 2
LARGEST: Final = 64 * 1024
REST: Final = 15  # seconds


class EntDownError(Exception):
    """The ENT does not answer, or answers nonsense: try again later."""


class EntSession(requests.Session):
    """As `requests`, with our limits on every call."""

    def __init__(self) -> None:
        super().__init__()
        self.mount("http://", HTTPAdapter(max_retries=0))

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]  # the rest is passed as it is
        parts = urlsplit(str(url))
        local = parts.hostname in LOOPBACK
        if parts.scheme != "https" and not local:
            raise requests.exceptions.InvalidSchema("https")
        self.trust_env = not local
        kwargs |= {"timeout": SECONDS, "allow_redirects": False, "stream": True}
        response = super().request(method, url, *args, **kwargs)
        _read(response)
        return response


def _read(response: requests.Response) -> None:
    content = response.raw.read(LARGEST + 1, decode_content=True)
    if len(content) > LARGEST:
        raise requests.exceptions.ContentDecodingError("too large")
    response._content = content  # noqa: SLF001 -- what requests itself does, with a limit
    response.close()


def fetch(url: str, params: dict[str, str]) -> bytes:
    """The body of a page of an ENT; a second try when the network failed."""
    host = f"ent-rests:{urlsplit(url).netloc}"
    if cache.get(host):
        raise EntDownError
    for last in (False, True):
        try:
            with EntSession() as session:
                response = session.get(url, params=params)
        except (requests.RequestException, OSError) as error:
            if last:
                cache.set(host, True, REST)
                raise EntDownError from error
        else:
            if response.status_code != requests.codes.ok:
                raise EntDownError
            return response.content
    raise AssertionError  # both tries return or raise
