"""The room as its invigilators see it: each post, what happens there, what is asked of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from zlib import crc32

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from accounts.enums import Barrier
from certification.enums import AlertState, EventKind, TestState
from certification.models import Candidate, CertificationTest, LiveAlert, Session, TestEvent
from certification.selectors.blueprints import blueprint_of
from certification.selectors.clock import Clock, clock_of
from certification.selectors.supervised_questions import Asked, question_asked
from pix.shared.numbers import SPACE, duration

SIGNALS: Final = (
    EventKind.FOCUS_LOST,
    EventKind.SECOND_WINDOW,
    EventKind.OTHER_POST,
    EventKind.DISCONNECTED,
)


class PostState(TextChoices):
    EXPECTED = "expected", _("Pas encore là")
    PRESENT = "present", _("Présent, pas encore entré")
    WAITING = "waiting", _("Attend l'autorisation")
    AUTHORISED = "authorised", _("Autorisé à commencer")
    UNDER_WAY = "under_way", _("En cours")
    SILENT = "silent", _("Connexion perdue")
    ALERT = "alert", _("Problème signalé")
    SUSPENDED = "suspended", _("Suspendu")
    RESUMING = "resuming", _("Autorisé à reprendre")
    ENDED = "ended", _("Terminé")


ICONS: Final[Mapping[str, str]] = {
    PostState.EXPECTED: "circle-dashed",
    PostState.PRESENT: "circle-user-round",
    PostState.WAITING: "hourglass",
    PostState.AUTHORISED: "key-round",
    PostState.UNDER_WAY: "play",
    PostState.SILENT: "wifi-off",
    PostState.ALERT: "triangle-alert",
    PostState.SUSPENDED: "pause",
    PostState.RESUMING: "key-round",
    PostState.ENDED: "circle-check",
}


@dataclass(frozen=True)
class Post:
    """A candidate and their post. `since`: of the state, where it helps."""

    candidate: Candidate
    test: CertificationTest | None
    state: PostState
    since: datetime | None
    clock: Clock | None
    number: int
    questions: int
    signals: Mapping[str, int]
    alert: Asked | None
    now: datetime

    @property
    def icon(self) -> str:
        return ICONS[self.state]

    @property
    def is_asked(self) -> bool:
        """Somebody must do something for this candidate."""
        return self.state in (PostState.ALERT, PostState.SUSPENDED, PostState.WAITING)

    @property
    def has_expired(self) -> bool:
        """The authorisation was not used in time."""
        return self.state in _NOT_BEGUN and self.candidate.authorised_at is not None

    @property
    def must_resume(self) -> bool:
        test = self.test
        return bool(test and test.suspended_at and self.state != PostState.RESUMING)

    @property
    def is_running(self) -> bool:
        return self.test is not None and self.state != PostState.ENDED

    @property
    def is_silent(self) -> bool:
        return self.is_running and is_silent(self.test, self.now)

    @property
    def seconds_left(self) -> int:
        return round(self.clock.remaining(self.now).total_seconds()) if self.clock else 0

    @property
    def left(self) -> str:
        """As short as it can be said: "1 h 05", "57 min", "40 s"."""
        hours, minutes = divmod(self.seconds_left // 60, 60)
        if hours:
            return f"{hours}{SPACE}h{SPACE}{minutes:02}"
        return duration(self.minutes_left)

    @property
    def minutes_left(self) -> int:
        """Seconds, in whole minutes but the last one."""
        return self.seconds_left - self.seconds_left % 60 or self.seconds_left

    @property
    def paused(self) -> bool:
        return self.clock is not None and self.clock.paused_since is not None

    @property
    def told(self) -> int:
        """How many signals of all kinds."""
        return sum(self.signals.values())

    @property
    def needs(self) -> list[str]:
        return [str(Barrier(one).label) for one in self.candidate.needs if one in Barrier.values]

    @cached_property
    def mark(self) -> str:
        """Changes when what is shown does; time passes without it."""
        who = self.candidate
        seen = (who.present_at, who.identity_checked_at, who.authorised_at)
        about = (who.pk, who.first_name, who.last_name, who.class_name, who.birth_date)
        rules = (who.extra_time_percent, who.needs, sorted(self.signals.items()))
        here = (self.state, self.since, self.clock, self.number, self.questions)
        post = (self.is_silent, self.must_resume)
        return _hashed((seen, about, rules, here, post, self.alert and self.alert.alert.pk))


_NOT_BEGUN: Final = (PostState.EXPECTED, PostState.PRESENT, PostState.WAITING)


@dataclass(frozen=True)
class Room:
    session: Session
    posts: tuple[Post, ...]
    now: datetime

    @cached_property
    def alerts(self) -> list[Post]:
        """The oldest first."""
        waiting = [one for one in self.posts if one.alert]
        return sorted(waiting, key=lambda one: one.alert.alert.raised_at if one.alert else one.now)

    @property
    def present(self) -> int:
        return sum(one.candidate.present_at is not None for one in self.posts)

    @property
    def authorised(self) -> int:
        return self._count(PostState.AUTHORISED)

    @property
    def under_way(self) -> int:
        return sum(one.is_running for one in self.posts)

    @property
    def ended(self) -> int:
        return self._count(PostState.ENDED)

    @property
    def to_authorise(self) -> int:
        """Who are there, and whom one button authorises."""
        there = (one.candidate for one in self.posts if one.test is None)
        return sum(one.present_at is not None and one.authorised_at is None for one in there)

    @cached_property
    def mark(self) -> str:
        return _hashed(tuple(one.mark for one in self.posts))

    def _count(self, state: PostState) -> int:
        return sum(one.state == state for one in self.posts)


def room_of(session: Session, *, now: datetime) -> Room:
    """Two queries, whatever the number of candidates. The format of the session is read."""
    alerts: dict[int, list[LiveAlert]] = {}
    for alert in _alerts(session):
        alerts.setdefault(alert.test_id, []).append(alert)
    return Room(session, tuple(_posts(session, alerts, now)), now)


def post_of(candidate: Candidate, *, now: datetime) -> Post:
    """One post of the room."""
    mine = candidate.session.candidates.filter(pk=candidate.pk)
    alerts = list(LiveAlert.objects.filter(test__candidate=candidate).order_by("pk"))
    (seat,) = _seats(mine)
    return _post(seat, candidate.session, alerts, now)


def history_of(candidate: Candidate) -> list[TestEvent]:
    """What happened to a candidate, the latest first."""
    events = TestEvent.objects.filter(candidate=candidate).select_related("author")
    return list(events.order_by("-at", "-pk")[:60])


def is_silent(test: CertificationTest | None, now: datetime) -> bool:
    """Whether the page of a test gives no sign of life, when it should."""
    seen = test.last_seen_at if test else None
    return seen is not None and now - seen > settings.SILENCE


def _posts(
    session: Session, alerts: Mapping[int, list[LiveAlert]], now: datetime
) -> Iterable[Post]:
    for seat in _seats(session.candidates.all()):
        test = getattr(seat, "test", None)
        yield _post(seat, session, alerts.get(test.pk, []) if test else [], now)


def _seats(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    told = TestEvent.objects.filter(candidate=OuterRef("pk"), kind__in=SIGNALS).order_by()
    counted = told.values("kind").annotate(times=Count("pk"))
    pairs = counted.values(pair=JSONObject(kind=F("kind"), times=F("times")))
    # Of the questions, only where they stand: whole rows are most of the cost of a refresh.
    asked = {name: F(f"test__assessment__{name}") for name in ("position", "release_id", "variant")}
    seats = candidates.select_related("test").annotate(told=ArraySubquery(pairs), **asked)
    return seats.order_by("search_name", "pk")


def _alerts(session: Session) -> QuerySet[LiveAlert]:
    told = Q(state=AlertState.OPEN) | Q(state=AlertState.ACCEPTED)
    return LiveAlert.objects.filter(told, test__candidate__session=session).order_by("pk")


def _post(seat: Any, session: Session, alerts: list[LiveAlert], now: datetime) -> Post:
    seat.session = session
    signals = {pair["kind"]: pair["times"] for pair in seat.told}
    test: CertificationTest | None = getattr(seat, "test", None)
    if test is None:
        state, since = _before(seat, now)
        return Post(seat, None, state, since, None, 0, 0, signals, None, now)
    test.format = session.format
    counted = Counter(alert.state for alert in alerts)
    alert = next((one for one in alerts if one.state == AlertState.OPEN), None)
    clock = clock_of(test, alert)
    state, since = _during(seat, test, alert, clock, now)
    number = seat.position - counted[AlertState.ACCEPTED]
    questions = blueprint_of(test).questions
    asked = _asked(alert, seat, number) if alert else None
    return Post(seat, test, state, since, clock, number, questions, signals, asked, now)


def _asked(alert: LiveAlert, seat: Any, number: int) -> Asked:
    return question_asked(
        alert, seat, release_id=seat.release_id, variant=seat.variant, number=number
    )


def _before(seat: Candidate, now: datetime) -> tuple[PostState, datetime | None]:
    given = seat.authorised_at
    if given is not None and now <= given + settings.AUTHORISATION_LIFE:
        return PostState.AUTHORISED, given
    if seat.user_id is not None:
        return PostState.WAITING, seat.linked_at
    return (PostState.PRESENT if seat.present_at else PostState.EXPECTED), None


def _during(
    seat: Candidate, test: CertificationTest, alert: LiveAlert | None, clock: Clock, now: datetime
) -> tuple[PostState, datetime | None]:
    if test.state == TestState.ENDED or clock.is_over(now):
        return PostState.ENDED, test.ended_at or test.ends_at
    if alert is not None:
        return PostState.ALERT, alert.raised_at
    given = seat.authorised_at
    if given is not None and now <= given + settings.AUTHORISATION_LIFE:
        return PostState.RESUMING, given
    if test.suspended_at is not None:
        return PostState.SUSPENDED, test.suspended_at
    if is_silent(test, now):
        return PostState.SILENT, test.last_seen_at
    return PostState.UNDER_WAY, None


def _hashed(shown: object) -> str:
    return format(crc32(repr(shown).encode()), "x")
