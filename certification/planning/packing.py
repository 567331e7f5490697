"""Then all the others, a class together as far as rooms allow."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from certification.planning.grid import Unit
from certification.planning.needs import Special, State
from certification.planning.types import Candidate


@dataclass(slots=True)
class Opening:
    """A room open at a slot, and who is seated there so far."""

    slot: int
    room: int
    seats: int
    seated: list[Candidate] = field(default_factory=list)
    special: Special | None = None

    @property
    def left(self) -> int:
        return self.seats - len(self.seated)


def ways_to_open(state: State, candidates: int) -> list[list[Opening]]:
    """Enough places, from the first slot on: all rooms of these slots, or without the surplus.

    Places beside people with extra time come last.
    """
    units: list[Unit] = []
    for slot in range(len(state.grid.slots)):
        if sum(unit.seats for unit in units) >= candidates:
            break
        units += state.units(slot)
    kept = (units, _without_spare_rooms(units, candidates), _without_surplus(units, candidates))
    return [_rooms(some) + [_beside(one) for one in state.specials] for some in kept]


def _beside(special: Special) -> Opening:
    return Opening(special.slot, special.room, special.seats, list(special.seated), special)


def _without_surplus(units: Iterable[Unit], candidates: int) -> list[Unit]:
    """The smallest ones go first, the last ones before the first ones."""
    kept = sorted(units, key=lambda unit: (unit.seats, -unit.slot, -unit.rank, -unit.room))
    surplus = sum(unit.seats for unit in kept) - candidates
    for unit in tuple(kept):
        if unit.seats <= surplus:
            surplus -= unit.seats
            kept.remove(unit)
    return kept


def _without_spare_rooms(units: list[Unit], candidates: int) -> list[Unit]:
    """Whole rooms go: the smallest of the last slots first."""
    seats = Counter[tuple[int, int]]()
    for unit in units:
        seats[unit.slot, unit.room] += unit.seats
    surplus = sum(seats.values()) - candidates
    for room in sorted(seats, key=lambda room: (seats[room], -room[0], -room[1])):
        if seats[room] <= surplus:
            surplus -= seats[room]
            units = [unit for unit in units if (unit.slot, unit.room) != room]
    return units


def cost(openings: Iterable[Opening], *, candidates_each: int) -> tuple[int, int, int, int]:
    """How good a seating is, the lower the better: classes cut between hours, sessions and
    classes cut between rooms, people who watch; then no session of two or three people."""
    used = [opening for opening in openings if opening.seated]
    at: dict[str, set[int]] = {}
    pieces = 0
    for opening in used:
        names = {one.class_name for one in opening.seated if one.class_name}
        pieces += len(names)
        for name in names:
            at.setdefault(name, set()).add(opening.slot)
    cut = sum(len(slots) - 1 for slots in at.values())
    people = sum(-(-len(opening.seated) // candidates_each) for opening in used)
    smallest = min(len(opening.seated) for opening in used)
    return cut, len(used) + pieces, people, -smallest


def _rooms(units: Iterable[Unit]) -> list[Opening]:
    openings: dict[tuple[int, int], Opening] = {}
    for unit in units:
        opening = openings.setdefault((unit.slot, unit.room), Opening(unit.slot, unit.room, 0))
        opening.seats += unit.seats
    return sorted(openings.values(), key=lambda opening: (opening.slot, opening.room))


def seat(openings: list[Opening], candidates: Iterable[Candidate], *, evenly: bool) -> None:
    """There are places enough; the largest classes choose first. `evenly`: a class that is cut
    between the rooms of a slot is cut in equal parts."""
    classes: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        classes.setdefault(candidate.class_name, []).append(candidate)
    for _, group in sorted(classes.items(), key=lambda item: (-len(item[1]), item[0])):
        _seat_class(openings, group, evenly=evenly)


def _seat_class(openings: list[Opening], group: list[Candidate], *, evenly: bool) -> None:
    seated, last = 0, None
    while seated < len(group):
        wanted = len(group) - seated
        opening = _room_for(openings, wanted, last)
        some = _part(openings, opening, wanted) if evenly else opening.left
        opening.seated += group[seated : seated + some]
        seated += min(some, wanted)
        last = opening.slot


def _part(openings: list[Opening], opening: Opening, wanted: int) -> int:
    """An equal part for each of the rooms of the slot that are needed, if they hold them all."""
    rooms = [one for one in openings if one.slot == opening.slot and one.left and not one.special]
    left = sorted((one.left for one in rooms), reverse=True)
    if opening.special or wanted <= opening.left or sum(left) < wanted:
        return opening.left
    needed = next(count for count in range(1, len(left) + 1) if sum(left[:count]) >= wanted)
    others = sum(left[:needed]) - opening.left
    return min(opening.left, max(wanted - others, -(-wanted // needed)))


def _room_for(openings: list[Opening], wanted: int, last: int | None) -> Opening:
    """The room that they fill best; else the largest of the slot that they fill best.

    Those who follow the first ones (`last`: their slot) sit at the same time if they can.
    """
    free = [opening for opening in openings if opening.left and not opening.special]
    free = free or [opening for opening in openings if opening.left]
    free = [opening for opening in free if opening.slot == last] or free
    fitting = [opening for opening in free if opening.left >= wanted]
    if fitting:
        return min(fitting, key=lambda opening: (opening.left, opening.slot, opening.room))
    left = Counter[int]()
    for opening in free:
        left[opening.slot] += opening.left
    slot = min(left, key=lambda slot: (left[slot] < wanted, abs(left[slot] - wanted), slot))
    rooms = [opening for opening in free if opening.slot == slot]
    return max(rooms, key=lambda opening: (opening.left, -opening.room))
