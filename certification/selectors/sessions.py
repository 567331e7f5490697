"""The sessions of a centre, as its team looks for them; one of them, as it stands."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from certification.enums import TestState
from certification.models import Centre, Session

DATE, NUMBER, ROOM, CANDIDATES = "date", "numero", "salle", "candidats"
COLUMNS: Final = (DATE, NUMBER, ROOM, CANDIDATES)
NEWEST: Final = f"-{DATE}"
_KEYS: Final[dict[str, Any]] = {
    DATE: F("starts_at"),
    NUMBER: F("number"),
    ROOM: F("room"),
    CANDIDATES: F("expected"),
}


def sessions_of(
    centre: Centre,
    *,
    q: str = "",
    etat: str = "",
    du: date | None = None,
    au: date | None = None,
    order: str = NEWEST,
) -> QuerySet[Session]:
    """Those that match, with `expected` candidates. Days are those of the centre's calendar."""
    found = Session.objects.filter(centre=centre).select_related("centre")
    for word in q.split():
        named = Q(room__icontains=word) | Q(site__icontains=word) | Q(invigilators__icontains=word)
        found = found.filter(named | Q(number=int(word)) if _is_number(word) else named)
    if etat:
        found = found.filter(state=etat)
    if du:
        found = found.filter(starts_at__gte=_midnight(centre, du))
    if au:
        found = found.filter(starts_at__lt=_midnight(centre, au + timedelta(days=1)))
    key = _KEYS[order.removeprefix("-")]
    ordered = key.desc() if order.startswith("-") else key.asc()
    return found.annotate(expected=Count("candidates")).order_by(ordered, "room", "pk")


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= len("999999")


def _midnight(centre: Centre, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(centre.time_zone))


@dataclass(frozen=True, slots=True)
class Standing:
    """How many candidates of a session are expected, entered, have started, have ended."""

    expected: int
    entered: int
    started: int
    ended: int
    with_extra_time: int


def standing_of(session: Session) -> Standing:
    """One query."""
    return Standing(
        **session.candidates.aggregate(
            expected=Count("pk"),
            entered=Count("pk", filter=Q(linked_at__isnull=False)),
            started=Count("test"),
            ended=Count("test", filter=Q(test__state=TestState.ENDED)),
            with_extra_time=Count("pk", filter=Q(extra_time_percent__gt=0)),
        )
    )
