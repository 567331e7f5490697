"""Pupils who take a campaign over real HTTP, each a browser without JavaScript."""

import http.client
import random
import re
import urllib.parse
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from accounts.models import User


def session_of(user: User) -> str:
    """The key of a session where this person is signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass
class HttpBrowser:
    """Speaks HTTP and reads pages, nothing else: it may run in a thread."""

    server: str
    session: str
    token: str = field(default="", kw_only=True)

    def request(self, path: str, **form: str) -> tuple[str, str]:
        """The address where redirections led, and its page."""
        for _ in range(8):
            status, onwards, page = self.exchange(path, form)
            if status not in (301, 302):
                assert status == 200, (path, status, page[:500])
                return path, page
            path, form = onwards, {}
        raise AssertionError(f"redirected for ever to {path}")

    def exchange(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        """One request: its status, where it leads, its page."""
        host = urlsplit(self.server)
        connection = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token} | form)
        with closing(connection):
            connection.request("POST" if form else "GET", path, body if form else None, headers)
            reply = connection.getresponse()
            page = reply.read().decode()
        if found := re.search(r"csrftoken=(\w+)", reply.headers.get("Set-Cookie", "")):
            self.token = found[1]
        return reply.status, reply.headers.get("Location", ""), page


@dataclass
class HttpPupil(HttpBrowser):
    """Takes a campaign."""

    code: str
    seed: int

    def take(self) -> str:
        """From the code to the sending; returns the last page."""
        self.request(f"/parcours/{self.code}/")
        address, page = self.request(f"/parcours/{self.code}/commencer/", go="1")
        rng = random.Random(self.seed)
        while "/parcours/" not in address:
            if 'name="position"' in page:
                address, page = self.request(address, **self.answer(page, rng))
            else:
                address, page = self.request(self.onwards(page))
        return self.request(f"/parcours/{self.code}/envoyer/", go="1")[1]

    def answer(self, page: str, rng: random.Random) -> dict[str, str]:
        """A choice at random when there are choices, else a skipped question."""
        form = {name: re.search(f'name="{name}" value="([^"]*)"', page)[1]
                for name in ("position", "asked")}  # fmt: skip
        choices = re.findall(r'type="radio"[^>]*name="choice"[^>]*value="([^"]+)"', page)
        choices += re.findall(r'name="choice"[^>]*type="radio"[^>]*value="([^"]+)"', page)
        return form | ({"answer": "1", "choice": rng.choice(choices)} if choices else {"skip": "1"})

    def onwards(self, page: str) -> str:
        return re.search(r'class="btn" href="(/test/[^"]+)"', page)[1]
