"""Small requests, and the slow and sure way to tell whether they can be met."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, product

from hypothesis import strategies as st

from certification.planning.types import Candidate, Invigilator, Request, Room, Rules

RULES = Rules(minutes=100, gap=20, candidates_each=2)
# The second one begins before the end of a long session of the first one.
SLOTS = (
    datetime(2027, 1, 4, 8, tzinfo=UTC),
    datetime(2027, 1, 4, 10, tzinfo=UTC),
    datetime(2027, 1, 4, 14, tzinfo=UTC),
)


@st.composite
def requests(draw) -> Request:
    slots = SLOTS[: draw(st.integers(1, 3))]
    busy = st.frozensets(st.sampled_from(slots), max_size=2)
    candidates = [
        Candidate(
            f"c{rank}",
            draw(st.sampled_from(["3A", "3B"])),
            draw(st.sampled_from([0, 0, 20, 50])),
            draw(st.sampled_from([False, False, False, True])),
        )
        for rank in range(draw(st.integers(1, 5)))
    ]
    rooms = [Room(f"r{n}", draw(st.integers(1, 4)), draw(busy)) for n in range(draw(_SOME))]
    people = [Invigilator(f"p{n}", draw(busy)) for n in range(draw(_SOME))]
    return Request(tuple(candidates), tuple(rooms), tuple(people), slots, RULES)


_SOME = st.integers(1, 2)


def minutes_of(candidate: Candidate, rules: Rules) -> int:
    return rules.minutes + -(-rules.minutes * candidate.extra_percent // 100)


def brute_force(request: Request) -> bool:
    """Every candidate in every room at every slot, watched by everybody in turn."""
    seats = list(product(request.rooms, request.slots))
    return any(
        _holds(request, dict(zip(request.candidates, places, strict=True)))
        for places in product(seats, repeat=len(request.candidates))
    )


def _holds(request: Request, places) -> bool:
    sessions = {}
    for candidate, place in places.items():
        sessions.setdefault(place, []).append(candidate)
    held = {}
    for (room, slot), people in sessions.items():
        if len(people) > room.posts or (len(people) > 1 and any(one.alone for one in people)):
            return False
        held[room, slot] = _span(request, slot, people)
        if any(held[room, slot][0] <= busy < held[room, slot][1] for busy in room.busy):
            return False
    if any(a[0] is b[0] and _meet(held[a], held[b]) for a, b in combinations(held, 2)):
        return False
    watchers = [-(-len(sessions[key]) // request.rules.candidates_each) for key in held]
    return _watched(request, list(held.values()), watchers, [])


def _span(request, slot, people) -> tuple[datetime, datetime]:
    minutes = max(minutes_of(one, request.rules) for one in people)
    return slot, slot + timedelta(minutes=minutes + request.rules.gap)


def _meet(one, other) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _watched(request, spans, watchers, taken) -> bool:
    if not spans:
        return True
    span = spans[0]
    free = [
        person
        for person in request.invigilators
        if not any(span[0] <= busy < span[1] for busy in person.busy)
        and not any(other is person and _meet(span, when) for other, when in taken)
    ]
    return any(
        _watched(request, spans[1:], watchers[1:], [*taken, *((one, span) for one in team)])
        for team in combinations(free, watchers[0])
    )
