"""From a file to sessions as they are written."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from accounts.school_lists.containers.lines import Line, Lines
from accounts.school_lists.containers.text import open_text
from accounts.school_lists.problems import Code as FileCode
from accounts.school_lists.problems import Refused as FileRefused
from accounts.school_lists.problems import refused, shown
from accounts.school_lists.sources import Source
from accounts.school_lists.values import clean
from certification.candidate_files import columns as candidate_columns
from certification.candidate_files.problems import Problem, Refused, of_file
from certification.candidate_files.reading import LIMITS
from certification.candidate_files.rows import Written
from certification.session_files import columns
from certification.session_files.problems import Code
from certification.session_files.rows import DESCRIBED, SessionFile, WrittenSession

_EXTENSIONS: Final = (".csv", ".txt")
_FIRST_LINES: Final = 10


def read(source: Source) -> SessionFile:
    """Sessions with their candidates. Raises `certification.candidate_files.problems.Refused`.

    A line that describes a session opens it, or goes on with the one of the same place and time;
    a line with a number alone goes on with that session; any other one with the session above.
    """
    try:
        if source.extension not in _EXTENSIONS:
            raise refused(FileCode.INVALID_FILE_EXTENSION, value=source.extension)
        return _Reader(open_text(source, LIMITS)).read()
    except FileRefused as refusal:
        raise Refused(*(of_file(problem) for problem in refusal.problems)) from refusal


class _Reader:
    """Goes down the lines; `current` is the session they belong to."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.first, titles = _headings(lines)
        self.own = columns.places(titles)
        self.theirs = candidate_columns.places(titles)
        _check_headings(self.first, self.own, self.theirs)
        named = {**self.theirs, **self.own}
        self.file = SessionFile({name: shown(clean(titles[at])) for name, at in named.items()})
        self.by_key: dict[tuple[str, ...], WrittenSession] = {}
        self.current: WrittenSession | None = None

    def read(self) -> SessionFile:
        for line in self.lines.read():
            if line[0] > self.first:
                self._take(line)
        if not self.file.sessions and not self.file.orphans:
            raise refused(FileCode.EMPTY)
        return self.file

    def _take(self, line: Line) -> None:
        number, cells = line
        said = {name: _cell(cells, at) for name, at in self.own.items()}
        theirs = {name: _cell(cells, at) for name, at in self.theirs.items()}
        if not any(said.values()) and not any(theirs.values()):
            return
        if any(said.get(name) for name in (*DESCRIBED, "number")):
            self._open(number, said)
        if self.current is None:
            self.file.orphans.append(number)
            return
        names = said.get("invigilators", "")
        if names and names not in self.current.invigilators:
            self.current.invigilators.append(names)
        if any(theirs.values()):
            self.current.candidates.append(Written(number, theirs))

    def _open(self, line: int, said: Mapping[str, str]) -> None:
        key = tuple(said.get(name, "") for name in ("number", *DESCRIBED))
        if key not in self.by_key:
            self.by_key[key] = WrittenSession(line, said)
            self.file.sessions.append(self.by_key[key])
        self.current = self.by_key[key]


def _headings(lines: Lines) -> Line:
    first = list(islice(lines.read(), _FIRST_LINES))
    if not first:
        raise refused(FileCode.EMPTY)
    return max(first, key=lambda line: len(columns.places(line[1])))


def _check_headings(line: int, own: Mapping[str, int], theirs: Mapping[str, int]) -> None:
    if not own:
        raise Refused(Problem(Code.HEADERS, line=line))
    missing = [(one.field, one.heading) for one in columns.SESSION if one.field not in own]
    official = candidate_columns.OFFICIAL
    missing += [(one.field, one.heading) for one in official if one.field not in theirs]
    if missing:
        raise Refused(
            *(Problem(Code.COLUMN, line=line, field=name, column=title) for name, title in missing)
        )


def _cell(cells: Sequence[str], place: int) -> str:
    return clean(cells[place]) if place < len(cells) else ""
