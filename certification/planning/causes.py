"""Why there is no plan, found by asking for less; and what would be enough, found by trying."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from certification.planning.bounds import places_beside
from certification.planning.grid import Grid
from certification.planning.needs import Search, State
from certification.planning.types import (
    Candidate,
    Cause,
    Change,
    Impossible,
    Invigilator,
    Reason,
    Remedy,
    Request,
    Room,
)

_TRIES: Final = 60
_MOST_POSTS: Final = 60
_MOST_SLOTS: Final = 40
_MOST_PEOPLE: Final = 10


def explain(request: Request, *, proven: bool) -> Impossible:
    reasons = tuple(_reasons(request))
    if not proven:
        reasons += (Reason(Cause.UNPROVEN),)
    return Impossible(reasons, tuple(_remedies(request)))


def _works(request: Request) -> bool:
    return Search(Grid(request), _TRIES).run() is not None


def _reasons(request: Request) -> Iterator[Reason]:
    candidates = request.candidates
    missing = _missing(request)
    if missing > 0:
        yield Reason(Cause.PLACES_MISSING, number=missing, of=len(candidates))
        yield from _poor_slots(request)
        return
    alone = [one for one in candidates if one.alone]
    longer = [one for one in candidates if one.extra_percent]
    found = False
    if alone and not _works(_without(request, extra=True)):
        found = True
        yield Reason(Cause.OWN_ROOMS_MISSING, number=_own_rooms(request), of=len(alone))
    if longer and not _works(_without(request, alone=True)):
        found = True
        longest = max(map(Grid(request).minutes_for, longer))
        yield Reason(Cause.EXTRA_TIME, number=longest, of=len(longer))
    if not found:
        yield Reason(Cause.TOGETHER, number=len(alone), of=len(longer))


def _missing(request: Request) -> int:
    """Places that are missing even if nobody had a need of her own."""
    return len(request.candidates) - State(Grid(request)).places


def _own_rooms(request: Request) -> int:
    """How many candidates could sit alone, all the others being seated."""
    grid = Grid(request)
    alone = sum(one.alone for one in request.candidates)
    others = len(request.candidates) - alone
    return max(rooms for rooms in range(alone + 1) if places_beside(grid, rooms) >= others)


def _without(request: Request, *, alone: bool = False, extra: bool = False) -> Request:
    def eased(one: Candidate) -> Candidate:
        return replace(
            one,
            alone=one.alone and not alone,
            extra_percent=0 if extra else one.extra_percent,
        )

    return replace(request, candidates=tuple(map(eased, request.candidates)))


def _poor_slots(request: Request) -> Iterator[Reason]:
    """The slots at which something other than the number of posts is short."""
    grid = Grid(request)
    state = State(grid)
    for place, slot in enumerate(grid.slots):
        enough = grid.units(place, taken=frozenset(), people=len(request.candidates))
        lost = sum(unit.seats for unit in enough) - sum(unit.seats for unit in state.units(place))
        if not enough:
            yield Reason(Cause.NO_ROOM_FREE, slot=slot)
        elif not grid.people_free(place):
            yield Reason(Cause.NOBODY_TO_WATCH, slot=slot)
        elif lost:
            yield Reason(Cause.FEW_TO_WATCH, slot=slot, number=lost)


def _remedies(request: Request) -> Iterator[Remedy]:
    for change, most in (
        (Change.ROOM, _MOST_POSTS),
        (Change.SLOTS, _MOST_SLOTS),
        (Change.INVIGILATORS, _MOST_PEOPLE),
    ):
        number = _least(request, change, most)
        if number:
            yield Remedy(change, number)


def _least(request: Request, change: Change, most: int) -> int:
    """The smallest change that is enough, 0 if even the largest is not: more never harms."""
    if not _works(changed(request, change, most)):
        return 0
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if _works(changed(request, change, middle)):
            high = middle
        else:
            low = middle
    return high


def changed(request: Request, change: Change, number: int) -> Request:
    if change is Change.ROOM:
        return replace(request, rooms=(*request.rooms, Room("+", number)))
    if change is Change.INVIGILATORS:
        more = tuple(Invigilator(f"+{rank}") for rank in range(number))
        return replace(request, invigilators=request.invigilators + more)
    last = max(request.slots)
    days = tuple(last + timedelta(days=7 * rank) for rank in range(1, number + 1))
    return replace(request, slots=request.slots + days)
