"""What the planner works on: pupils of classes, and rooms and people that are free.

`inputs` of a proposal, as `forms.planning` makes them: {"classes": […], "only_certifiable": bool,
"count": n, "slots": [ISO…], "rooms": [[name, posts]…], "people": [name…], "gap": minutes,
"format": id, "site": str, "adapted": {learner: {"extra": n, "alone": bool}},
"busy": {"rooms": {name: [ISO…]}, "people": {name: [ISO…]}}}.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Count

from accounts.models import Learner
from accounts.names import folded
from certification.enums import SessionState
from certification.models import Candidate, Centre, Session, TestFormat
from certification.planning.types import (
    Candidate as Planned,
)
from certification.planning.types import (
    Invigilator,
    Request,
    Room,
    Rules,
    Window,
)
from certification.selectors.windows import Calendar
from competences.models import CompetenceProfile

CANDIDATES_EACH: Final = 20


@dataclass(frozen=True, slots=True)
class ClassToPlan:
    """`ready`: certifiable and not expected in a session to come."""

    name: str
    learners: int
    ready: int
    seated: int


def classes_to_plan(centre: Centre) -> list[ClassToPlan]:
    """By name; four queries. None for a centre that is no school."""
    rows = _learners(centre)
    seated, certifiable = _seated(centre), _certifiable(rows)
    learners = Counter(one.class_name for one in rows)
    taken = Counter(one.class_name for one in rows if one.pk in seated)
    ready = Counter(
        one.class_name for one in rows if one.pk not in seated and one.user_id in certifiable
    )
    return [
        ClassToPlan(name, learners[name], ready[name], taken[name]) for name in sorted(learners)
    ]


def learners_to_plan(
    centre: Centre, classes: Iterable[str], *, only_certifiable: bool
) -> list[Learner]:
    """By class and name, without those who are expected in a session to come."""
    wanted, seated = set(classes), _seated(centre)
    rows = [one for one in _learners(centre) if one.class_name in wanted and one.pk not in seated]
    if not only_certifiable:
        return rows
    certifiable = _certifiable(rows)
    return [one for one in rows if one.user_id in certifiable]


def request_of(centre: Centre, inputs: Mapping[str, Any], calendar: Calendar) -> Request:
    """What is asked of the planner. Existing sessions keep their rooms and their people."""
    slots = tuple(datetime.fromisoformat(one) for one in inputs["slots"])
    format_ = TestFormat.objects.get(pk=inputs["format"])
    minutes = int(format_.duration.total_seconds()) // 60
    rules = Rules(minutes, inputs["gap"], CANDIDATES_EACH)
    taken = _Taken(centre, slots, rules)
    busy = inputs["busy"]
    return Request(
        candidates=_candidates(centre, inputs),
        rooms=tuple(
            Room(name, posts, _away(busy["rooms"], name) | taken.of_room(name))
            for name, posts in inputs["rooms"]
        ),
        invigilators=tuple(
            Invigilator(name, _away(busy["people"], name) | taken.of_person(name))
            for name in inputs["people"]
        ),
        slots=slots,
        rules=rules,
        windows=tuple(Window(first, last) for first, last in calendar.open_days),
    )


def _candidates(centre: Centre, inputs: Mapping[str, Any]) -> tuple[Planned, ...]:
    """Pupils of the classes, then as many people without names as asked for."""
    learners = learners_to_plan(
        centre, inputs["classes"], only_certifiable=inputs["only_certifiable"]
    )
    adapted: Mapping[str, Mapping[str, Any]] = inputs["adapted"]
    found = [
        Planned(
            id=str(one.public_id),
            class_name=one.class_name,
            extra_percent=adapted.get(str(one.public_id), {}).get("extra", 0),
            alone=adapted.get(str(one.public_id), {}).get("alone", False),
        )
        for one in learners
    ]
    return (*found, *(Planned(f"#{rank}") for rank in range(inputs["count"])))


def _away(busy: Mapping[str, list[str]], name: str) -> frozenset[datetime]:
    return frozenset(datetime.fromisoformat(one) for one in busy.get(name, ()))


class _Taken:
    """Slots during which sessions that exist use a room, or somebody."""

    def __init__(self, centre: Centre, slots: tuple[datetime, ...], rules: Rules) -> None:
        self.held: list[tuple[Session, frozenset[datetime]]] = []
        if not slots:
            return
        around = (min(slots) - timedelta(days=1), max(slots) + timedelta(days=1))
        sessions = Session.objects.filter(centre=centre, starts_at__range=around)
        length = timedelta(minutes=rules.minutes + rules.gap)
        for session in sessions.select_related("format").order_by("starts_at", "pk"):
            end = session.starts_at + session.format.duration + timedelta(minutes=rules.gap)
            meeting = frozenset(
                slot for slot in slots if slot < end and session.starts_at < slot + length
            )
            self.held.append((session, meeting))

    def of_room(self, name: str) -> frozenset[datetime]:
        key = folded(name)
        return frozenset().union(
            *(slots for session, slots in self.held if folded(session.room) == key)
        )

    def of_person(self, name: str) -> frozenset[datetime]:
        key = folded(name)
        return frozenset().union(
            *(
                slots
                for session, slots in self.held
                if key in {folded(one) for one in session.invigilators.split(",")}
            )
        )


def _learners(centre: Centre) -> list[Learner]:
    if centre.organisation_id is None:
        return []
    rows = Learner.objects.filter(organisation=centre.organisation_id, disabled_at=None)
    return list(rows.order_by("class_name", "search_name", "pk"))


def _seated(centre: Centre) -> set[int | None]:
    """Learners expected in a session that is not finalised."""
    seats = Candidate.objects.filter(
        session__centre=centre, session__state=SessionState.CREATED, learner__isnull=False
    )
    return set(seats.order_by().values_list("learner_id", flat=True))


def _certifiable(learners: Iterable[Learner]) -> set[int | None]:
    users = [one.user_id for one in learners if one.user_id is not None]
    reached = (
        CompetenceProfile.objects.filter(user__in=users, level__gte=1)
        .order_by()
        .values("user")
        .annotate(reached=Count("pk"))
        .filter(reached__gte=settings.CERTIFIABLE_COMPETENCES)
    )
    return set(reached.values_list("user", flat=True))
