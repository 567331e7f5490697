"""First, those who need a room of their own or more time: few people, and the hardest to seat."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from certification.planning.bounds import places_beside
from certification.planning.grid import Grid, Unit
from certification.planning.staffing import GaveUp, Watch, staff
from certification.planning.types import Candidate

TRIES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Special:
    """A session opened for such a need. `seats`: all its places, `seated` taken among them."""

    room: int
    slot: int
    minutes: int
    people: int
    seats: int
    seated: tuple[Candidate, ...]
    alone: bool

    @property
    def spare(self) -> int:
        return self.seats - len(self.seated)


class State:
    """Special sessions, and what they leave to the others: rooms and people, at each slot."""

    def __init__(self, grid: Grid) -> None:
        slots = range(len(grid.slots))
        self.grid = grid
        self.specials: tuple[Special, ...] = ()
        self.taken = [frozenset[int]() for _ in slots]
        self.people = [grid.people_free(slot) for slot in slots]

    def with_special(self, special: Special) -> "State":
        after = State.__new__(State)
        after.grid = self.grid
        after.specials = (*self.specials, special)
        after.taken, after.people = list(self.taken), list(self.people)
        for slot in self.grid.each(self.grid.held(special.slot, special.minutes)):
            after.taken[slot] |= {special.room}
            after.people[slot] -= special.people
        return after

    def units(self, slot: int) -> tuple[Unit, ...]:
        """What can still be opened at this slot."""
        return self.grid.units(slot, taken=self.taken[slot], people=self.people[slot])

    @property
    def places(self) -> int:
        """For those who have no need of their own."""
        slots = range(len(self.grid.slots))
        spare = sum(special.spare for special in self.specials)
        return spare + sum(unit.seats for slot in slots for unit in self.units(slot))

    def loss(self, special: Special) -> int:
        """The places that others lose by it."""
        slots = self.grid.each(self.grid.held(special.slot, special.minutes))
        before = sum(unit.seats for slot in slots for unit in self.units(slot))
        after = self.with_special(special)
        left = sum(unit.seats for slot in slots for unit in after.units(slot))
        return before - left - (0 if special.alone else special.seats)

    def room_is_free(self, room: int, slots: int) -> bool:
        return self.grid.room_is_free(room, slots) and not any(
            room in self.taken[slot] for slot in self.grid.each(slots)
        )

    def can_be_watched(self) -> bool:
        if min(self.people) < 0:
            return False
        watches = [
            Watch(self.grid.held(special.slot, special.minutes), special.people)
            for special in self.specials
        ]
        return staff(self.grid, watches) is not None


class Search:
    """Every way to seat the special ones is tried, the most natural first, until one leaves
    enough places to the others. `exhausted` tells whether all were tried."""

    def __init__(self, grid: Grid, tries: int = TRIES) -> None:
        self.grid = grid
        candidates = grid.request.candidates
        self.needs = sorted(
            (one for one in candidates if one.alone or one.extra_percent > 0),
            key=lambda one: (not one.alone, -grid.minutes_for(one)),
        )
        self.ordinary = len(candidates) - len(self.needs)
        self.tries = tries + len(self.needs)
        self.exhausted = True

    def run(self) -> State | None:
        try:
            return self._seat(State(self.grid), 0, frozenset()) if self._may_work() else None
        except GaveUp:
            self.exhausted = False
            return None

    def _may_work(self) -> bool:
        """Nothing is tried in vain when rooms of one's own would leave too few places."""
        alone = sum(one.alone for one in self.needs)
        return places_beside(self.grid, alone) >= self.ordinary + len(self.needs) - alone

    def _seat(self, state: State, rank: int, tried: frozenset[object]) -> State | None:
        """`tried`: sessions that led nowhere from here; in another order, neither would they."""
        self.tries -= 1
        if self.tries < 0:
            raise GaveUp
        left = self.ordinary + sum(not one.alone for one in self.needs[rank:])
        if state.places < left or not state.can_be_watched():
            return None
        if rank == len(self.needs):
            return state
        for special in self._options(state, rank):
            key = (special.room, special.slot, special.minutes, special.people, special.alone)
            if key in tried:
                continue
            tried |= {key}
            found = self._seat(state.with_special(special), rank + len(special.seated), tried)
            if found:
                return found
        return None

    def _options(self, state: State, rank: int) -> list[Special]:
        """Those that cost the others least, leave the fewest empty places, and come first."""
        need = self.needs[rank]
        options = list(self._alone(state, need) if need.alone else self._longer(state, rank))
        options.sort(
            key=lambda option: (
                state.loss(option),
                self.grid.held(option.slot, option.minutes).bit_count(),
                -len(option.seated),
                self.grid.rooms[option.room].posts if option.alone else option.spare,
                option.slot,
                option.people,
                option.room,
            )
        )
        return options

    def _free(self, state: State, minutes: int) -> Iterator[tuple[int, int]]:
        for slot in range(len(self.grid.slots)):
            for room in range(len(self.grid.rooms)):
                if state.room_is_free(room, self.grid.held(slot, minutes)):
                    yield room, slot

    def _alone(self, state: State, need: Candidate) -> Iterator[Special]:
        minutes = self.grid.minutes_for(need)
        for room, slot in self._free(state, minutes):
            if self.grid.rooms[room].posts:
                yield Special(room, slot, minutes, 1, 1, (need,), alone=True)

    def _longer(self, state: State, rank: int) -> Iterator[Special]:
        minutes = self.grid.minutes_for(self.needs[rank])
        for room, slot in self._free(state, minutes):
            for people in range(1, self.grid.most_people(room) + 1):
                seats = self.grid.seats(room, people)
                seated = tuple(self.needs[rank : rank + seats])
                yield Special(room, slot, minutes, people, seats, seated, alone=False)
