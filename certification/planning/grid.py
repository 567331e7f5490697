"""Rooms × slots: what may be opened, and how many people fit in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from certification.planning.types import Candidate, Request


@dataclass(frozen=True, slots=True)
class Unit:
    """The places that one more invigilator (the `rank`-th of that room) opens at a slot."""

    slot: int
    room: int
    rank: int
    seats: int


class Grid:
    """Slots in order of time. Sets of slots are bits of a number: bit 0 is the first slot.

    A session holds its room and its invigilators until the gap after it is over; whoever is held
    must be free at every slot that begins meanwhile.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.rules = request.rules
        self.slots = tuple(sorted(request.slots))
        self.rooms = request.rooms
        self.people = request.invigilators
        self._room_free = tuple(self._free(room.busy) for room in self.rooms)
        self._person_free = tuple(self._free(person.busy) for person in self.people)
        self._held: dict[tuple[int, int], int] = {}
        self._units: dict[tuple[int, frozenset[int], int], tuple[Unit, ...]] = {}

    def _free(self, busy: frozenset[object]) -> int:
        return sum(1 << place for place, slot in enumerate(self.slots) if slot not in busy)

    def minutes_for(self, candidate: Candidate) -> int:
        """A minute begun is given."""
        return self.rules.minutes + -(-self.rules.minutes * candidate.extra_percent // 100)

    def held(self, slot: int, minutes: int) -> int:
        """The slots that a session of this length holds."""
        key = (slot, minutes)
        if key not in self._held:
            end = self.slots[slot] + timedelta(minutes=minutes + self.rules.gap)
            later = range(slot, len(self.slots))
            self._held[key] = sum(1 << place for place in later if self.slots[place] < end)
        return self._held[key]

    def room_is_free(self, room: int, slots: int) -> bool:
        return not slots & ~self._room_free[room]

    def person_is_free(self, person: int, slots: int) -> bool:
        return not slots & ~self._person_free[person]

    def people_free(self, slot: int) -> int:
        return sum(free >> slot & 1 for free in self._person_free)

    def slots_of_person(self, person: int) -> int:
        return self._person_free[person].bit_count()

    def seats(self, room: int, people: int) -> int:
        return min(self.rooms[room].posts, people * self.rules.candidates_each)

    def people_needed(self, candidates: int) -> int:
        return -(-candidates // self.rules.candidates_each)

    def most_people(self, room: int) -> int:
        return self.people_needed(self.rooms[room].posts)

    @staticmethod
    def each(slots: int) -> list[int]:
        return [slot for slot in range(slots.bit_length()) if slots >> slot & 1]

    def units(self, slot: int, *, taken: frozenset[int], people: int) -> tuple[Unit, ...]:
        """The best use of so many invigilators at this slot, in the rooms that are not taken.

        Each further invigilator of a room opens at most as many places as the one before: taking
        the largest units first gives the most places that can be had.
        """
        key = (slot, taken, people)
        if key not in self._units:
            units = sorted(
                self._all_units(slot, taken),
                key=lambda unit: (-unit.seats, unit.rank, unit.room),
            )
            self._units[key] = tuple(units[: max(people, 0)])
        return self._units[key]

    def _all_units(self, slot: int, taken: frozenset[int]) -> Iterator[Unit]:
        for room in range(len(self.rooms)):
            if room not in taken and self.room_is_free(room, 1 << slot):
                for rank in range(1, self.most_people(room) + 1):
                    seats = self.seats(room, rank) - self.seats(room, rank - 1)
                    yield Unit(slot, room, rank, seats)
