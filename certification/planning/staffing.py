"""Who watches what: nobody in two places at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from certification.planning.grid import Grid

_STEPS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Watch:
    """So many people, wherever they are needed, for these slots."""

    slots: int
    people: int


class GaveUp(Exception):
    """Too many ways to try."""


def staff(
    grid: Grid, watches: Sequence[Watch], busy: dict[int, int] | None = None
) -> list[tuple[int, ...]] | None:
    """People for each watch, or None when there is no way: every way is tried.

    `busy`: the slots that people already hold. The least busy first, then those who are free at
    the fewest slots.
    """
    return _Staffing(grid, watches, busy or {}).solve()


class _Staffing:
    def __init__(self, grid: Grid, watches: Sequence[Watch], busy: dict[int, int]) -> None:
        self.grid = grid
        self.watches = watches
        self.held = Counter(busy)
        self.steps = 0
        # One post at a time; the watches that hold the most slots are the hardest to serve.
        order = sorted(range(len(watches)), key=lambda place: -watches[place].slots.bit_count())
        self.posts = [place for place in order for _ in range(watches[place].people)]
        self.given: list[list[int]] = [[] for _ in watches]

    def solve(self) -> list[tuple[int, ...]] | None:
        return [tuple(people) for people in self.given] if self._serve(0) else None

    def _serve(self, rank: int) -> bool:
        if rank == len(self.posts):
            return True
        self.steps += 1
        if self.steps > _STEPS:
            raise GaveUp
        watch, given = self.watches[self.posts[rank]], self.given[self.posts[rank]]
        for person in self._free_people(watch.slots):
            self.held[person] |= watch.slots
            given.append(person)
            if self._serve(rank + 1):
                return True
            given.pop()
            self.held[person] &= ~watch.slots
        return False

    def _free_people(self, slots: int) -> list[int]:
        free = [
            person
            for person in range(len(self.grid.people))
            if not self.held[person] & slots and self.grid.person_is_free(person, slots)
        ]
        free.sort(
            key=lambda person: (self.held[person].bit_count(), self.grid.slots_of_person(person))
        )
        return free
