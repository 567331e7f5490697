"""From pupils, rooms, invigilators and slots to sessions, or to why there are none."""

from collections import defaultdict

from certification.planning.causes import explain
from certification.planning.faults import faults
from certification.planning.grid import Grid
from certification.planning.needs import Search, State
from certification.planning.packing import Opening, cost, seat, ways_to_open
from certification.planning.staffing import GaveUp, Watch, staff
from certification.planning.types import (
    Cause,
    Impossible,
    Plan,
    PlannedSession,
    Reason,
    Request,
)


def plan(request: Request) -> Plan | Impossible:
    """The same request has always the same answer.

    When it says that nothing can be planned, nothing can, unless a reason is `UNPROVEN`.
    """
    if reasons := faults(request):
        return Impossible(reasons)
    try:
        return _found(request)
    except (GaveUp, RecursionError):  # hundreds of people alone, hundreds of rooms for one
        return Impossible((Reason(Cause.UNPROVEN),))


def _found(request: Request) -> Plan | Impossible:
    search = Search(Grid(request))
    state = search.run()
    return explain(request, proven=search.exhausted) if state is None else _fill(state)


def _fill(state: State) -> Plan:
    grid = state.grid
    ordinary = [one for one in grid.request.candidates if not one.alone and not one.extra_percent]
    ways = []
    for evenly in (False, True):
        for openings in ways_to_open(state, len(ordinary)):
            seat(openings, ordinary, evenly=evenly)
            ways.append(openings)
    best = min(ways, key=lambda way: cost(way, candidates_each=grid.rules.candidates_each))
    used = [opening for opening in best if opening.seated]
    used.sort(key=lambda opening: (opening.slot, opening.room))
    return Plan(
        tuple(
            _session(grid, opening, people)
            for opening, people in zip(used, _watched(grid, used), strict=True)
        )
    )


def _watched(grid: Grid, openings: list[Opening]) -> list[tuple[int, ...]]:
    """Long sessions are served first: the search has shown that they can be."""
    people: dict[int, tuple[int, ...]] = {}
    busy: dict[int, int] = defaultdict(int)
    for special in (True, False):
        places = [rank for rank, one in enumerate(openings) if bool(one.special) is special]
        watches = [_watch(grid, openings[rank]) for rank in places]
        served = staff(grid, watches, busy)
        if served is None:
            raise AssertionError("a session was opened that nobody can watch")
        for rank, watch, given in zip(places, watches, served, strict=True):
            people[rank] = given
            for person in given:
                busy[person] |= watch.slots
    return [people[rank] for rank in range(len(openings))]


def _minutes(grid: Grid, opening: Opening) -> int:
    return max(grid.minutes_for(one) for one in opening.seated)


def _watch(grid: Grid, opening: Opening) -> Watch:
    held = grid.held(opening.slot, _minutes(grid, opening))
    return Watch(held, grid.people_needed(len(opening.seated)))


def _session(grid: Grid, opening: Opening, people: tuple[int, ...]) -> PlannedSession:
    return PlannedSession(
        room=grid.rooms[opening.room].name,
        starts_at=grid.slots[opening.slot],
        minutes=_minutes(grid, opening),
        invigilators=tuple(sorted(grid.people[person].name for person in people)),
        candidates=tuple(one.id for one in opening.seated),
    )
