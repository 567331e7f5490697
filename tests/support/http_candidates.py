"""Candidates who sit a certification over real HTTP, each a browser without JavaScript."""

import random
import re
import time
from dataclasses import dataclass, field
from datetime import date

from tests.support.http_class import HttpBrowser

PATIENCE = 120  # seconds, to be authorised or answered by the invigilator
_RIGHT = "Le bon geste"


@dataclass
class HttpCandidate(HttpBrowser):
    """Somebody with a convocation, in front of the small bank of `tests.support.sitting`.

    `reliability`: share of right answers. `alerts`: what is said of the question at a position.
    `meant`: by position, whether the answer sent is right.
    """

    number: str
    code: str
    first_name: str
    last_name: str
    birth_date: date
    seed: int
    reliability: float = 0.85
    alerts: dict[int, str] = field(default_factory=dict)
    seat: str = ""
    waited: list[float] = field(default_factory=list)
    meant: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def come(self) -> None:
        """From the number of the session to the door of the test: enter, read, type the code."""
        self.request(f"/certification/entrer/?session={self.number}")
        self.seat, page = self.request("/certification/entrer/", **self._identity())
        assert self.seat.startswith("/certification/seance/"), page
        for screen in range(1, 6):
            self.request(f"{self.seat}?ecran={screen}")
        self.request(f"{self.seat}lu/", agreed="1")
        self.request(f"{self.seat}code/", code=self.code.lower())

    def begin(self) -> tuple[str, str]:
        """Wait to be authorised, then start or go on; the address and page of the question."""
        page = self._when("commencer/", self.seat)
        assert "commencer/" in page
        return self.request(f"{self.seat}commencer/", go="1")

    def move_to(self, browser: str) -> tuple[str, str]:
        """The machine is dead: the same person goes on from another browser."""
        self.session, self.token = browser, ""
        self.request(self.seat)
        self.request(f"{self.seat}ici/", go="1")
        self.request(f"{self.seat}code/", code=self.code)
        return self.begin()

    def answer_all(self, address: str, page: str, *, at_most: int = 99) -> tuple[str, str]:
        """Answer until the end, or `at_most` questions."""
        for _ in range(at_most):
            if 'name="position"' not in page:
                break
            position = int(_value(page, "position"))
            if said := self.alerts.pop(position, ""):
                self.request(f"{address}alerte/", position=str(position), said=said)
                page = self._when('name="asked"', address)
            began = time.perf_counter()
            address, page = self.request(address, **self._answer(page))
            self.waited.append(time.perf_counter() - began)
        return address, page

    def _identity(self) -> dict[str, str]:
        born = self.birth_date
        return {
            "number": self.number,
            "first_name": self.first_name.upper(),
            "last_name": self.last_name.lower(),
            "birth_date_day": str(born.day),
            "birth_date_month": str(born.month),
            "birth_date_year": str(born.year),
        }

    def _answer(self, page: str) -> dict[str, str]:
        form = {name: _value(page, name) for name in ("position", "asked")} | {"answer": "1"}
        right = self.meant[int(form["position"])] = self.rng.random() < self.reliability
        options = re.findall(r'name="choice" value="([^"]+)"[^>]*> <span>(.*?)</span>', page)
        if not options:
            return form | {"text": "oui" if right else "non"}
        codes = [code for code, text in options if (_RIGHT in text) == right]
        return form | {"choice": self.rng.choice(codes)}

    def _when(self, sign: str, address: str) -> str:
        """The page, once it has this sign."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            _, page = self.request(address)
            if sign in page:
                return page
            time.sleep(0.5)
        raise AssertionError(f"{address} never had {sign}")


def _value(page: str, name: str) -> str:
    return re.search(f'name="{name}" value="([^"]*)"', page)[1]
