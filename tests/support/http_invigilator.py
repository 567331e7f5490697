"""An invigilator over real HTTP, who answers whoever waits in the room."""

import re
from dataclasses import dataclass

from tests.support.http_class import HttpBrowser

_BROKEN = "image"


@dataclass
class HttpInvigilator(HttpBrowser):
    """Accepts the alerts about an image, refuses the others."""

    number: str
    password: str

    @property
    def room(self) -> str:
        return f"/surveillance/{self.number}/"

    def enter(self) -> None:
        self.request("/surveillance/")
        address, page = self.request("/surveillance/", number=self.number, password=self.password)
        assert address == self.room, page

    def glance(self) -> None:
        """Authorise those who wait, to start or to resume; settle the alerts."""
        _, page = self.request(self.room)
        for state, act in (("waiting", "authorise"), ("suspended", "resume")):
            for seat in re.findall(f'class="post is-{state}" id="p-([^"]+)"', page):
                self.request(f"{self.room}candidats/{seat}/acte/", act=act)
        for card in re.findall(r'<form class="alert-card".*?</form>', page, re.DOTALL):
            self._settle(card)

    def _settle(self, card: str) -> None:
        alert = re.search(r'name="alert" value="([^"]+)"', card)[1]
        reason = re.search(r'name="reason" value="([^"]+)"', card)[1]
        broken = f"« {_BROKEN} »" in card.replace("\u00a0", " ")
        told = {"accept": "1", "reason": reason} if broken else {"refuse": "1"}
        self.request(re.search(r'action="([^"]+)"', card)[1], alert=alert, **told)
