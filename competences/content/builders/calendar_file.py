"""A calendar of two weeks, to import or to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from . import Built
from .support.dates import date_facts
from .support.formats import writer
from .support.people import Person, draw_people
from .support.ranking import draw_until
from .support.words import phrases

VERSION = 2
FORMATS = ("ics", "txt")

_TITLES = phrases("""
    Réunion d'équipe
    Visite de l'atelier
    Répétition
    Entretien
    Cours de soutien
    Conseil
    Point sur le projet
    Formation
    Rendez-vous médical
    Livraison
    Sortie au musée
    Tournoi
    Assemblée
    Entraînement
    Atelier cuisine
    Exposé
""")
_PLACES = ("Salle 12", "Salle 204", "Médiathèque", "Gymnase", "Accueil", "En ligne")
_LATER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Event:
    title: str
    start: datetime
    end: datetime
    place: str
    organiser: Person
    guests: tuple[Person, ...]
    alarm: int
    weekly: int

    @property
    def times(self) -> list[datetime]:
        return [self.start + timedelta(weeks=week) for week in range(max(self.weekly, 1))]

    def overlaps(self, other: "Event") -> bool:
        length, other_length = self.end - self.start, other.end - other.start
        return any(
            mine < theirs + other_length and theirs < mine + length
            for mine in self.times
            for theirs in other.times
        )


def build(rng: Random, *, events: int = 10, conflict: bool = True, weekly: int = 0) -> Built:
    """`events` (at most 16) on weekdays, one pair of them at the same time if `conflict`.

    The event called `target` comes back every week, `weekly` times in all, if over 1. Hours are
    local (Europe/Paris written as floating time, so that every program shows the same).
    """
    calendar = draw_until(
        lambda: _draw(rng, events, weekly, conflict=conflict),
        lambda drawn: _is_clear(drawn, conflict=conflict),
    )
    content = _ics(calendar).encode()
    return Built(
        _facts(calendar, conflict=conflict), writer(ics=lambda: content, txt=lambda: content)
    )


def _draw(rng: Random, count: int, weekly: int, *, conflict: bool) -> list[Event]:
    people = draw_people(rng, 6)
    monday = date(2025, 3, 3) + timedelta(weeks=rng.randrange(12))
    slots = [
        (day, hour) for day in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11) for hour in (8, 10, 13, 15, 17)
    ]
    titles = rng.sample(_TITLES, count)
    made = []
    for number, (day, hour) in enumerate(rng.sample(slots, count - conflict)):
        start = datetime.combine(monday + timedelta(days=day), datetime.min.time())
        start += timedelta(hours=hour, minutes=rng.choice((0, 15, 30)))
        made.append(_event(rng, titles[number], start, people, weekly if number == 0 else 0))
    if conflict:
        hit = rng.choice(made[1:])
        made.append(_event(rng, titles[-1], hit.start + _LATER, people, 0))
    return made


def _event(rng: Random, title: str, start: datetime, people: list[Person], weekly: int) -> Event:
    organiser, *others = rng.sample(people, len(people))
    end = start + timedelta(minutes=rng.choice((45, 60, 75)))
    guests = tuple(others[: rng.randint(1, 5)])
    alarm = rng.choice((5, 10, 15, 30, 60))
    return Event(title, start, end, rng.choice(_PLACES), organiser, guests, alarm, weekly)


def _pairs(calendar: Sequence[Event]) -> list[tuple[Event, Event]]:
    ordered = sorted(calendar, key=lambda event: event.start)
    return [
        (first, second)
        for place, first in enumerate(ordered)
        for second in ordered[place + 1 :]
        if first.overlaps(second)
    ]


def _is_clear(calendar: Sequence[Event], *, conflict: bool) -> bool:
    """No conflict but the one that was planted."""
    return len(_pairs(calendar)) == int(conflict)


def _ics(calendar: Sequence[Event]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Exemple//Agenda//FR"]
    for number, event in enumerate(calendar, start=1):
        lines += _ics_event(number, event)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _ics_event(number: int, event: Event) -> list[str]:
    who = event.organiser
    repeated = [f"RRULE:FREQ=WEEKLY;COUNT={event.weekly}"] if event.weekly > 1 else []
    return [
        "BEGIN:VEVENT",
        f"UID:{number}-{event.start:%Y%m%d}@example.org",
        "DTSTAMP:20250101T080000Z",
        f"DTSTART:{event.start:%Y%m%dT%H%M%S}",
        f"DTEND:{event.end:%Y%m%dT%H%M%S}",
        *repeated,
        f"SUMMARY:{event.title}",
        f"LOCATION:{event.place}",
        f'ORGANIZER;CN="{who.name}":mailto:{who.address()}',
        *(f'ATTENDEE;CN="{guest.name}":mailto:{guest.address()}' for guest in event.guests),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{event.title}",
        f"TRIGGER:-PT{event.alarm}M",
        "END:VALARM",
        "END:VEVENT",
    ]


def _folded(line: str) -> str:
    """Lines over 75 octets go on after a line break and a space; cut between characters."""
    limit = 60
    parts = [line[at : at + limit] for at in range(0, len(line), limit)]
    return "\r\n ".join(parts) + "\r\n"


def _facts(calendar: Sequence[Event], *, conflict: bool) -> Mapping[str, Any]:
    ordered = sorted(calendar, key=lambda event: event.start)
    facts: dict[str, Any] = {
        "event_count": len(calendar),
        "target": _event_facts(calendar[0]),
        "first": _event_facts(ordered[0]),
        "last": _event_facts(ordered[-1]),
        "online_count": sum(event.place == "En ligne" for event in calendar),
    }
    if conflict:
        first, second = _pairs(calendar)[0]
        facts["conflict"] = {
            "first": first.title,
            "second": second.title,
            "date": date_facts(second.start.date()),
        }
    return facts


def _event_facts(event: Event) -> Mapping[str, Any]:
    minutes = int((event.end - event.start).total_seconds()) // 60
    return {
        "title": event.title,
        "date": date_facts(event.start),
        "end": f"{event.end:%H:%M}",
        "minutes": minutes,
        "total_minutes": minutes * len(event.times),
        "place": event.place,
        "organiser": event.organiser.name,
        "guest_count": len(event.guests),
        "alarm": event.alarm,
        "times": len(event.times),
        "last_date": date_facts(event.times[-1].date()),
    }
