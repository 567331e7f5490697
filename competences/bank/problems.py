"""What is wrong in the bank, said so that an author finds the line at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file of the bank; line 0 when the content did not come from files."""

    file: str
    line: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        prefix = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.file}:{self.line}: {prefix}{self.message}"


class ContentError(Exception):
    """The bank cannot be read. Holds every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def error(place: Place, message: str) -> Problem:
    return Problem(place.file, place.line, message)


def warning(place: Place, message: str) -> Problem:
    return Problem(place.file, place.line, message, Severity.WARNING)
