"""How many can sit at most when some sit alone: exact, as long as nobody has extra time."""

from typing import Final

from certification.planning.grid import Grid

_NEVER: Final = -1


def places_beside(grid: Grid, alone: int) -> int:
    """The most places left to the others by so many rooms of one's own; -1: there are not so many.

    At a slot, the smallest rooms are the best ones to give away. Slots are added one by one.
    """
    best = [0] + [_NEVER] * alone
    for slot in range(len(grid.slots)):
        left = _places_by_rooms_given(grid, slot)
        best = [
            max(
                best[total - given] + left[given] if best[total - given] != _NEVER else _NEVER
                for given in range(min(total, len(left) - 1) + 1)
            )
            for total in range(alone + 1)
        ]
    return best[alone]


def _places_by_rooms_given(grid: Grid, slot: int) -> list[int]:
    """Item n: the places left when n rooms, and n people, serve those who sit alone."""
    people = grid.people_free(slot)
    free = [room for room in range(len(grid.rooms)) if grid.room_is_free(room, 1 << slot)]
    free.sort(key=lambda room: grid.rooms[room].posts)
    return [
        sum(
            unit.seats
            for unit in grid.units(slot, taken=frozenset(free[:given]), people=people - given)
        )
        for given in range(min(len(free), people) + 1)
    ]
