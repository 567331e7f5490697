"""What is wrong with the sessions of a file, and with their candidates (reference row H12)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from certification.candidate_files.checks import Context as CandidateContext
from certification.candidate_files.checks import check_one
from certification.candidate_files.problems import AT_MOST, Problem, blocks, shown
from certification.candidate_files.rows import CandidateRow
from certification.session_files.columns import BY_FIELD
from certification.session_files.problems import Code
from certification.session_files.rows import DESCRIBED, SessionFile, SessionRow, WrittenSession

_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})[:hH](\d{2})(?::\d{2})?", re.ASCII)
_LIMITS: Final = {"site": 200, "room": 100, "invigilators": 500, "remarks": 2000}
_REQUIRED: Final = {
    "site": Code.SITE_REQUIRED,
    "room": Code.ROOM_REQUIRED,
    "date": Code.DATE_REQUIRED,
    "time": Code.TIME_REQUIRED,
    "invigilators": Code.INVIGILATOR_REQUIRED,
}


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the centre. `numbers`: its sessions, and whether each may take candidates;
    `places`: where and when it has sessions, on the wall clock; `enrolled`: identities by number;
    `open_days`: none when any day will do."""

    candidates: CandidateContext
    now: datetime
    numbers: Mapping[int, bool] = field(default_factory=dict)
    places: Collection[tuple[str, str, datetime]] = ()
    enrolled: Mapping[int, Collection[str]] = field(default_factory=dict)
    open_days: tuple[tuple[date, date], ...] = ()


@dataclass(slots=True)
class Checked:
    """`sessions` are to be used only if nothing blocks."""

    sessions: list[SessionRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocks(self) -> bool:
        return blocks(self.problems)


def check(file: SessionFile, context: Context) -> Checked:
    checked = Checked()
    problems = [Problem(Code.NO_SESSION_ABOVE, line=line) for line in file.orphans]
    for written in file.sessions:
        row, found = _One(written, context, file.titles).check()
        checked.sessions.append(row)
        problems += found
    problems.sort(key=lambda problem: (not problem.blocking, problem.line))
    checked.problems = problems[:AT_MOST]
    return checked


class _One:
    """The checks of one session; `problems` grows."""

    def __init__(
        self, written: WrittenSession, context: Context, titles: Mapping[str, str]
    ) -> None:
        self.written, self.context, self.titles = written, context, titles
        self.values = {**written.values, "invigilators": ", ".join(written.invigilators)}
        self.problems: list[Problem] = []

    def check(self) -> tuple[SessionRow, list[Problem]]:
        row = self._known() if self.written.number else self._new()
        if not self.written.candidates:
            self._tell(Code.NO_CANDIDATE, blocking=False)
        return row, self.problems

    def _known(self) -> SessionRow:
        """Candidates to add to a session that exists."""
        text = self.written.number
        # As it is printed: no other writing of a number is one of theirs.
        number = next((one for one in self.context.numbers if str(one) == text), 0)
        if any(self.values.get(name) for name in (*DESCRIBED, "invigilators")):
            self._tell(Code.NUMBER_WITH_DATA, "number", text)
        if number not in self.context.numbers:
            self._tell(Code.UNKNOWN, "number", text)
        elif not self.context.numbers[number]:
            self._tell(Code.STARTED, "number", text)
        return SessionRow(self.written.line, number, candidates=self._candidates(number))

    def _new(self) -> SessionRow:
        for name, code in _REQUIRED.items():
            if not self.values.get(name):
                self._tell(code, name)
        for name, most in _LIMITS.items():
            if len(self.values.get(name, "")) > most:
                self._tell(Code.TOO_LONG, name, self.values[name], limit=str(most))
        row = SessionRow(
            self.written.line,
            site=self.values.get("site", ""),
            room=self.values.get("room", ""),
            day=self._day(),
            hour=self._time(),
            invigilators=self.values["invigilators"],
            remarks=self.values.get("remarks", ""),
            candidates=self._candidates(0),
        )
        self._check_place(row)
        return row

    def _day(self) -> date | None:
        text = self.values.get("date", "")
        if not text:
            return None
        try:
            day, month, year = map(int, _DATE.fullmatch(text).groups())  # type: ignore[union-attr]
            return date(year, month, day)
        except (AttributeError, ValueError):
            self._tell(Code.DATE_NOT_VALID, "date", text)
            return None

    def _time(self) -> time | None:
        text = self.values.get("time", "")
        if not text:
            return None
        try:
            hour, minute = map(int, _TIME.fullmatch(text).groups())  # type: ignore[union-attr]
            return time(hour, minute)
        except (AttributeError, ValueError):
            self._tell(Code.TIME_NOT_VALID, "time", text)
            return None

    def _check_place(self, row: SessionRow) -> None:
        if row.place is None or row.day is None:
            return
        open_days = self.context.open_days
        if row.place[2] < self.context.now:
            self._tell(Code.PAST, "date", self.values["date"])
        elif open_days and not any(first <= row.day <= last for first, last in open_days):
            self._tell(Code.OUTSIDE_WINDOW, "date", self.values["date"])
        if row.place in self.context.places:
            self._tell(Code.EXISTS, "room", row.room)

    def _candidates(self, number: int) -> tuple[CandidateRow, ...]:
        """Each person once: those who are there twice, or already, are left aside."""
        seen = dict.fromkeys(self.context.enrolled.get(number, ()), 0)
        kept: list[CandidateRow] = []
        for written in self.written.candidates:
            row, problems = check_one(written, self.context.candidates)
            self.problems += problems
            if row is None:
                continue
            if row.identity in seen:
                self._twice(row, seen[row.identity])
                continue
            seen[row.identity] = row.line
            kept.append(row)
        return tuple(kept)

    def _twice(self, row: CandidateRow, first: int) -> None:
        self.problems.append(
            Problem(
                Code.CANDIDATE_TWICE,
                row.line,
                "last_name",
                self.titles.get("last_name", ""),
                shown(f"{row.first_name} {row.last_name}"),
                "" if first else "enrolled",
                str(first),
                blocking=False,
            )
        )

    def _tell(
        self, code: Code, name: str = "", value: str = "", *, limit: str = "", blocking: bool = True
    ) -> None:
        column = BY_FIELD.get(name)
        heading = self.titles.get(name) or (column.heading if column else "")
        self.problems.append(
            Problem(code, self.written.line, name, heading, shown(value), "", limit, blocking)
        )
