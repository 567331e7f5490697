"""Learners with a started test, and what they will answer: the draw is known from the seed."""

import math
import random
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from competences.engine import Response, Stop
from competences.enums import Outcome
from competences.models import Assessment
from competences.selectors.bank import NEEDS_JAVASCRIPT, bank_of, current_bank, variant_of
from competences.selectors.draws import ask, draw
from competences.services.demo import response_to
from competences.services.marking import judge
from competences.services.posting import form_of
from competences.services.starting import start_test
from tests.bench.load import HTMX, Browser, Post, Visit
from tests.bench.sessions import session_of

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Learner:
    """Someone in the middle of a test. `forms`: what she will send, question after question."""

    path: str
    headers: dict[str, str]
    forms: list[list[tuple[str, str]]]
    sent: int = 0
    token: str = field(default="", repr=False)

    def open(self, browser: Browser) -> None:
        """Look at the question, as a browser does before it can answer."""
        reply = browser.send("GET", self.path, {"Cookie": self.headers["Cookie"]})
        token = _TOKEN.search(reply.body)
        if token is None:
            raise SystemExit(f"{self.path} shows no question: {reply.status}")
        self.token = token[1].decode()
        cookie = reply.headers.get("set-cookie", "").split(";")[0]
        if cookie.startswith("csrftoken"):
            self.headers["Cookie"] += f"; {cookie}"

    @property
    def is_over(self) -> bool:
        return self.sent == len(self.forms)

    def leg(self) -> Visit:
        """The answers up to the next pause: each gives the next question."""
        last = len(self.forms) - 1
        end = next(
            place
            for place in range(self.sent, len(self.forms))
            if place == last or (place + 1) % settings.CHECKPOINT_EVERY == 0
        )
        return self._visit(end)

    def crossing(self) -> Visit:
        """The answer that leads to a pause, or to the result."""
        return self._visit(self.sent + 1)

    def _visit(self, end: int) -> Visit:
        posts = [self._post(place) for place in range(self.sent, end)]
        self.sent = end
        return Visit(self.path, self.headers, posts)

    def _post(self, place: int) -> Post:
        form = [("csrfmiddlewaretoken", self.token), ("position", str(place + 1))]
        last = place + 1 == len(self.forms) or (place + 1) % settings.CHECKPOINT_EVERY == 0
        expected = b"" if last else f'data-position="{place + 2}"'.encode()
        return Post(urlencode(form + self.forms[place]).encode(), expected)


def make_learners(count: int, *, seed: int) -> list[Learner]:
    """New people of every level, each with a test just started, spread over the competences."""
    people = User.objects.bulk_create(
        User(username=f"learner-{uuid.uuid4().hex}", password="!") for _ in range(count)
    )
    rng, codes = random.Random(seed), sorted(current_bank().open_competences())
    return [_learner(user, codes[i % len(codes)], rng) for i, user in enumerate(people)]


def _learner(user: User, competence: str, rng: random.Random) -> Learner:
    # Nobody is there to operate simulators.
    test = start_test(
        user_id=user.pk, competence=competence, needs=(NEEDS_JAVASCRIPT,), now=timezone.now()
    )
    path = f"/test/{test.public_id}/"
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"
    return Learner(path, {**HTMX, "Cookie": cookie}, list(_answers(test, rng)))


def _answers(test: Assessment, rng: random.Random) -> Iterator[list[tuple[str, str]]]:
    """The whole test, played without storing anything."""
    bank = bank_of(test.release_id, test.parameter_version)
    ability, answered = rng.gauss(3.3, 1.8), list[Response]()
    while True:
        variant = variant_of(test.release_id, test.challenge_id, test.variant)
        level = bank.skills[bank.skill_of[test.challenge_id]].level
        chance = 1 / (1 + math.exp(-1.5 * (ability - level + 0.5)))
        response = response_to(variant, right=rng.random() < chance)
        outcome, _ = judge(variant, response)
        answered.append(Response(test.challenge_id, outcome == Outcome.CORRECT))
        yield form_of(variant, response)
        drawn = draw(test, answered, bank)
        if isinstance(drawn, Stop):
            return
        ask(test, drawn, len(answered) + 1, now=timezone.now())
