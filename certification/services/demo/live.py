"""The session of now: its candidates work, over real HTTP, while somebody supervises it."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.core.cache import cache

from accounts.services.demo_school import demo_school
from certification.enums import EventKind, SessionState, TestState
from certification.models import Candidate, Centre, CertificationTest, Session
from certification.selectors.clock import open_alert
from certification.selectors.watching import is_watched
from certification.services.authorisation import authorise
from certification.services.demo.browser import Browser
from certification.services.demo.people import levels_of
from certification.services.demo.sessions import demo_team, open_session
from certification.services.demo.specs import NOW
from competences.selectors.bank import variant_of
from competences.services.demo import likely_response
from competences.services.posting import form_of

# At each move: chances to come, to answer, and of what goes wrong.
_COMES, _ANSWERS, _ALERTS, _LEAVES_PAGE, _DISAPPEARS = 0.35, 0.4, 0.012, 0.03, 0.006
_AWAY_SECONDS: Final = (60, 150)
# Of those who come, the first ones are authorised; the others wait for who watches.
_AUTHORISED: Final = 7
_OPENED_EVERY: Final = 600
_MOVING, _LONGEST_MOVE = "demo-room-moving", 60
_SAID: Final = (
    "L'image ne s'affiche pas.",
    "Le fichier ne s'ouvre pas.",
    "Quand je clique, il ne se passe rien.",
)


def move_watched_room(*, seed: int, now: datetime) -> int:
    """How many candidates of the session of now did something: none if nobody watches it.

    Now and then, sees that there is one.
    """
    school = demo_school()
    centre = Centre.objects.filter(organisation=school).first() if school else None
    if centre and cache.add("demo-room-opened", 1, _OPENED_EVERY):
        open_session(centre, demo_team(), now)
    rooms = Session.objects.filter(centre=centre, room=NOW.room, state=SessionState.CREATED)
    session = rooms.order_by("-pk").first() if centre else None
    if session is None or not is_watched(session.pk):
        return 0
    if not cache.add(_MOVING, 1, _LONGEST_MOVE):
        return 0
    try:
        return move_room(session, seed=seed, now=now)
    finally:
        cache.delete(_MOVING)


def move_room(session: Session, *, seed: int, now: datetime, site: str = "") -> int:
    """A few seconds of the room: some come, some answer, something breaks. How many moved."""
    seats = Candidate.objects.filter(session=session, learner__user__isnull=False)
    seats = seats.select_related("session", "learner__user", "test__assessment")
    rng = random.Random(seed)  # noqa: S311 -- whoever moves next is not a secret
    people = [_Person(seat, rng, site) for seat in seats.order_by("search_name", "pk")]
    moved = sum(one.move() for one in people)
    _authorise_first(session, now)
    return moved


def _authorise_first(session: Session, now: datetime) -> None:
    """As if a colleague had begun: the first ones who came may start."""
    came = session.candidates.filter(user__isnull=False).order_by("linked_at", "pk")
    first = [one for one in came[:_AUTHORISED] if one.authorised_at is None]
    if session.created_by is not None and first:
        new = [one for one in first if cache.add(f"demo-authorised:{one.pk}", 1, _DAY)]
        keys = [one.pk for one in new]
        Candidate.objects.filter(pk__in=keys).update(present_at=now, identity_checked_at=now)
        authorise(candidates=new, author=session.created_by, now=now)


_DAY: Final = 24 * 3600


@dataclass
class _Person:
    seat: Candidate
    rng: random.Random
    site: str
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        assert self.seat.learner is not None  # noqa: S101 -- filtered by move_room
        assert self.seat.learner.user is not None  # noqa: S101 -- ditto
        self.learner, self.user = self.seat.learner, self.seat.learner.user

    def move(self) -> bool:
        test: CertificationTest | None = getattr(self.seat, "test", None)
        if cache.get(self._away) or (test and test.state == TestState.ENDED):
            return False
        self.browser = Browser(self.user, site=self.site)
        if self.seat.user_id is None:
            return self.rng.random() < _COMES and self._come()
        if test is None or test.suspended_at is not None:
            return self._begin()
        return self._work(test)

    @property
    def _away(self) -> str:
        return f"demo-away:{self.seat.pk}"

    @property
    def _door(self) -> str:
        return f"/certification/seance/{self.seat.public_id}/"

    def _come(self) -> bool:
        """Enter, read, type the code of the session."""
        born = self.seat.birth_date
        identity = {
            "number": str(self.seat.session.number),
            "first_name": self.seat.first_name,
            "last_name": self.seat.last_name,
            "birth_date_day": str(born.day),
            "birth_date_month": str(born.month),
            "birth_date_year": str(born.year),
        }
        address, _ = self.browser.post("/certification/entrer/", list(identity.items()))
        if address != self._door:
            return False
        self.browser.post(f"{self._door}lu/", [("agreed", "1")])
        self.browser.post(f"{self._door}code/", [("code", self.seat.session.access_code)])
        return True

    def _begin(self) -> bool:
        """Press the button when it is there; ask for it from a new browser."""
        address, page = self.browser.get(self._door)
        for step, fields in (
            ("lu/", [("agreed", "1")]),
            ("ici/", []),
            ("code/", [("code", self.seat.session.access_code)]),
            ("commencer/", []),
        ):
            if f'action="{self._door}{step}"' in page:
                address, page = self.browser.post(f"{self._door}{step}", fields)
        return address != self._door

    def _work(self, test: CertificationTest) -> bool:
        address, luck = f"/certification/test/{test.public_id}/", self.rng.random()
        if luck < _DISAPPEARS:
            cache.set(self._away, 1, self.rng.randint(*_AWAY_SECONDS))
            return False
        if luck < _DISAPPEARS + _LEAVES_PAGE:
            self._signal(address, EventKind.FOCUS_LOST)
            self._signal(address, EventKind.FOCUS_BACK)
            return True
        self._signal(address, "")
        if open_alert(test):
            return False
        luck = self.rng.random()
        position = ("position", str(test.assessment.position))
        if luck < _ALERTS:
            said = ("said", self.rng.choice(_SAID))
            self.browser.post(f"{address}alerte/", [position, said])
            return True
        return luck < _ALERTS + _ANSWERS and self._answer(test, address, position)

    def _signal(self, address: str, kind: str) -> None:
        self.browser.post(f"{address}signal/", [("kind", kind), ("seconds", "4")])

    def _answer(self, test: CertificationTest, address: str, position: tuple[str, str]) -> bool:
        asked = test.assessment
        assert asked.competence_id is not None  # noqa: S101 -- of the question now asked
        level = levels_of(self.learner)[asked.competence_id]
        response = likely_response(asked, level, self.rng)
        variant = variant_of(asked.release_id, asked.challenge_id, asked.variant)
        where, _ = self.browser.get(address)
        if where != address:  # this browser is no longer that of the test
            return self._begin()
        self.browser.post(address, [position, *form_of(variant, response)])
        return True
