"""What a planner is given, and what it answers. Instants are all aware, or all naive."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Candidate:
    """`extra_percent` makes the test longer; `alone`: in a room of one's own."""

    id: str
    class_name: str = ""
    extra_percent: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """`busy`: the slots at which it serves something else."""

    name: str
    posts: int
    busy: frozenset[datetime] = frozenset()


@dataclass(frozen=True, slots=True)
class Invigilator:
    name: str
    busy: frozenset[datetime] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """`gap`: minutes to empty a room and settle the next ones, after every session."""

    minutes: int = 120
    gap: int = 20
    candidates_each: int = 20


@dataclass(frozen=True, slots=True)
class Window:
    """First and last days on which one may sit."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Request:
    """No window: any day will do."""

    candidates: tuple[Candidate, ...]
    rooms: tuple[Room, ...]
    invigilators: tuple[Invigilator, ...]
    slots: tuple[datetime, ...]
    rules: Rules = Rules()
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """`minutes`: how long the candidate with the most extra time sits."""

    room: str
    starts_at: datetime
    minutes: int
    invigilators: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Sessions by date, then room."""

    sessions: tuple[PlannedSession, ...]


class Cause(StrEnum):
    """Why nothing can be planned. The numbers of a reason are said beside each."""

    NO_CANDIDATE = "no_candidate"
    NO_ROOM = "no_room"
    NO_INVIGILATOR = "no_invigilator"
    NO_SLOT = "no_slot"
    ROOM_TWICE = "room_twice"  # name
    INVIGILATOR_TWICE = "invigilator_twice"  # name
    CANDIDATE_TWICE = "candidate_twice"  # name: the id
    OUTSIDE_WINDOW = "outside_window"  # slot
    TOO_CLOSE = "too_close"  # slot: the second one; number: minutes apart; of: minutes needed
    PLACES_MISSING = "places_missing"  # number missing, of candidates
    NO_ROOM_FREE = "no_room_free"  # slot
    NOBODY_TO_WATCH = "nobody_to_watch"  # slot
    FEW_TO_WATCH = "few_to_watch"  # slot; number: places lost for want of invigilators
    OWN_ROOMS_MISSING = "own_rooms_missing"  # number: rooms of one's own possible, of those needed
    EXTRA_TIME = "extra_time"  # of: candidates with extra time; number: minutes of the longest test
    TOGETHER = "together"  # each need alone can be met, not all of them
    UNPROVEN = "unproven"  # the search stopped before it had tried everything


@dataclass(frozen=True, slots=True)
class Reason:
    cause: Cause
    slot: datetime | None = None
    number: int = 0
    of: int = 0
    name: str = ""


class Change(StrEnum):
    ROOM = "room"  # number: posts of one more room, free at every slot
    SLOTS = "slots"  # number: more slots, with every room and every invigilator
    INVIGILATORS = "invigilators"  # number: more invigilators, free at every slot


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change that is enough by itself: it was tried."""

    change: Change
    number: int


@dataclass(frozen=True, slots=True)
class Impossible:
    reasons: tuple[Reason, ...]
    remedies: tuple[Remedy, ...] = ()
