"""What is wrong in a request, before anything is tried."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from certification.planning.types import Cause, Reason, Request


def faults(request: Request) -> tuple[Reason, ...]:
    return (*_absent(request), *_twice(request), *_slots(request))


def _absent(request: Request) -> Iterator[Reason]:
    for given, cause in (
        (request.candidates, Cause.NO_CANDIDATE),
        (request.rooms, Cause.NO_ROOM),
        (request.invigilators, Cause.NO_INVIGILATOR),
        (request.slots, Cause.NO_SLOT),
    ):
        if not given:
            yield Reason(cause)


def _twice(request: Request) -> Iterator[Reason]:
    for names, cause in (
        ((room.name for room in request.rooms), Cause.ROOM_TWICE),
        ((person.name for person in request.invigilators), Cause.INVIGILATOR_TWICE),
        ((one.id for one in request.candidates), Cause.CANDIDATE_TWICE),
    ):
        yield from (Reason(cause, name=name) for name in _repeated(names))


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def _slots(request: Request) -> Iterator[Reason]:
    slots = sorted(request.slots)
    for slot in slots:
        day = slot.date()
        if request.windows and not any(one.opens <= day <= one.closes for one in request.windows):
            yield Reason(Cause.OUTSIDE_WINDOW, slot=slot)
    needed = request.rules.minutes + request.rules.gap
    for before, slot in pairwise(slots):
        apart = int((slot - before).total_seconds()) // 60
        if apart < needed:
            yield Reason(Cause.TOO_CLOSE, slot=slot, number=apart, of=needed)
