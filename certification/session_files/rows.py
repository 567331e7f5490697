"""Sessions as a file gives them, then as they are understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from certification.candidate_files.rows import CandidateRow, Written

# What describes a session; a line that holds one of these opens a session.
DESCRIBED = ("site", "room", "date", "time")


@dataclass(slots=True)
class WrittenSession:
    """Texts by field, from the line that opens it. `invigilators`: from all of its lines."""

    line: int
    values: Mapping[str, str]
    invigilators: list[str] = field(default_factory=list)
    candidates: list[Written] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.values.get("number", "")


@dataclass(frozen=True, slots=True)
class SessionFile:
    """`titles`: how the file calls each field; `orphans`: lines under no session."""

    titles: Mapping[str, str]
    sessions: list[WrittenSession] = field(default_factory=list)
    orphans: list[int] = field(default_factory=list)

    def candidates(self) -> list[Written]:
        return [written for session in self.sessions for written in session.candidates]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`number`: of a session that exists, to which candidates are added; else 0."""

    line: int
    number: int = 0
    site: str = ""
    room: str = ""
    day: date | None = None
    hour: time | None = None
    invigilators: str = ""
    remarks: str = ""
    candidates: tuple[CandidateRow, ...] = ()

    @property
    def place(self) -> tuple[str, str, datetime] | None:
        """Where and when, on the wall clock: once in a centre."""
        if self.day is None or self.hour is None:
            return None
        return self.site, self.room, datetime.combine(self.day, self.hour)
