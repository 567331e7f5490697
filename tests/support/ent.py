"""The demonstration ENT beside the tests, and a person who goes from it to the platform."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client

from accounts.ent.description import ready_descriptions
from accounts.models import EntConnector
from pix.demo_ent.__main__ import Server, make


@contextmanager
def serving(service: str, people: Path | None = None) -> Iterator[Server]:
    server = make(0, [service], people)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def open_demo(port: int, **changes) -> EntConnector:
    """The demonstration connector, towards the ENT of this port."""
    described = ready_descriptions()["demo"] | changes
    described["cas"] = described["cas"] | {
        "servers": [{"name": "ENT", "url": f"http://localhost:{port}/cas"}]
    }
    return EntConnector.objects.create(
        slug="demo",
        name="ENT de démonstration",
        protocol="cas",
        configuration=described,
        is_open=True,
    )


class Browser:
    """Somebody's browser: the platform through Django's client, the ENT over HTTP."""

    def __init__(self, port: int) -> None:
        self.pix, self.ent = Client(), requests.Session()
        self.ent.trust_env = False
        self.address = f"http://localhost:{port}"

    def choose(self, subject: str) -> None:
        self.ent.post(f"{self.address}/choisir", {"subject": subject})

    def leave(self, entry: str = "/ent/demo/") -> str:
        """From Pix to the ENT; the address to which the ENT sends back."""
        there = self.pix.get(entry)["Location"]
        return self.ent.get(there, allow_redirects=False).headers["Location"]

    def come_back(self, address: str) -> HttpResponse:
        parts = urlsplit(address)
        return self.pix.get(f"{parts.path}?{parts.query}")

    def click(self, entry: str = "/ent/demo/") -> HttpResponse:
        """Click on Pix in the ENT, up to the page where one arrives."""
        response = self.come_back(self.leave(entry))
        if response.status_code == 302:
            response = self.pix.get(response["Location"])
        return response

    @property
    def user(self) -> int | None:
        key = self.pix.session.get("_auth_user_id")
        return int(key) if key else None
