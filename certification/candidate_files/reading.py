"""From a file to candidates as they are written."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

from accounts.school_lists.containers.lines import Line, Lines
from accounts.school_lists.containers.sheets import open_sheet
from accounts.school_lists.containers.text import open_text
from accounts.school_lists.problems import Code as FileCode
from accounts.school_lists.problems import Refused as FileRefused
from accounts.school_lists.problems import refused
from accounts.school_lists.sources import Limits, Source
from accounts.school_lists.values import clean
from certification.candidate_files import columns
from certification.candidate_files.problems import Problem, Refused, of_file, shown
from certification.candidate_files.rows import CandidateList, Written

LIMITS: Final = Limits(unzipped=20 * 1024 * 1024, rows=5_000, sheet=5 * 1024 * 1024)
_OPENERS: Final[Mapping[str, Callable[[Source, Limits], Lines]]] = {
    ".ods": open_sheet,
    ".xlsx": open_sheet,
    ".csv": open_text,
    ".txt": open_text,
    ".tsv": open_text,
}
# The headings come after the session and its explanations: at line 11 of the official sheet.
_FIRST_LINES: Final = 40
_HEADINGS_ENOUGH: Final = 3
_YES: Final = "oui"


def read(source: Source, limits: Limits = LIMITS) -> CandidateList:
    """Every line that holds something under a known heading. Raises `Refused`."""
    try:
        opener = _OPENERS.get(source.extension)
        if opener is None:
            raise refused(FileCode.INVALID_FILE_EXTENSION, value=source.extension)
        return _read(opener(source, limits))
    except FileRefused as refusal:
        raise Refused(*(of_file(problem) for problem in refusal.problems)) from refusal


def _read(lines: Lines) -> CandidateList:
    number, titles = _headings(lines)
    places = columns.places(titles)
    missing = [one for one in columns.COLUMNS if one.expected and one.field not in places]
    if missing:
        raise Refused(*(_missing(number, one.field, one.heading) for one in missing))
    subscriptions = columns.subscriptions(titles)
    rows = [
        _written(line, places, subscriptions)
        for line in lines.read()
        if line[0] > number and _holds_something(line[1], places)
    ]
    if not rows:
        raise refused(FileCode.EMPTY)
    named = {name: shown(clean(titles[place])) for name, place in places.items()}
    return CandidateList(named, rows)


def _headings(lines: Lines) -> Line:
    first = list(islice(lines.read(), _FIRST_LINES))
    if not first:
        raise refused(FileCode.EMPTY)
    best = max(first, key=lambda line: columns.known(line[1]))
    if columns.known(best[1]) < _HEADINGS_ENOUGH:
        raise refused(FileCode.HEADER_REQUIRED, "none")
    return best


def _missing(line: int, field: str, heading: str) -> Problem:
    return Problem(str(FileCode.HEADER_REQUIRED), line=line, field=field, column=heading)


def _holds_something(cells: Sequence[str], places: Mapping[str, int]) -> bool:
    return any(_cell(cells, place) for place in places.values())


def _cell(cells: Sequence[str], place: int) -> str:
    return clean(cells[place]) if place < len(cells) else ""


def _written(line: Line, places: Mapping[str, int], subscriptions: Mapping[str, int]) -> Written:
    number, cells = line
    said = {name for name, at in subscriptions.items() if _cell(cells, at).casefold() == _YES}
    core = [name for name in subscriptions if columns.is_core(name)]
    return Written(
        number,
        {name: _cell(cells, place) for name, place in places.items()},
        tuple(name for name in subscriptions if name in said and name not in core),
        any(name in said for name in core) if core else None,
    )
