"""What is wrong in a list, and where: codes that other programs know. Sentences are elsewhere."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_SHOWN: Final = 100


class Code(StrEnum):
    """The first ones are the codes of the existing service (interop.md 2.4 and 2.5)."""

    UAI_MISMATCHED = "UAI_MISMATCHED"
    INE_UNIQUE = "INE_UNIQUE"
    BIRTH_CITY_CODE_REQUIRED = "BIRTH_CITY_CODE_REQUIRED_FOR_FR_STUDENT"
    SEX_CODE_REQUIRED = "SEX_CODE_REQUIRED"
    BIRTHDATE_REQUIRED = "BIRTHDATE_REQUIRED"
    EMPTY = "EMPTY"
    INVALID_FILE = "INVALID_FILE"
    INVALID_FILE_EXTENSION = "INVALID_FILE_EXTENSION"
    PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE"
    ENCODING_NOT_SUPPORTED = "ENCODING_NOT_SUPPORTED"
    BAD_CSV_FORMAT = "BAD_CSV_FORMAT"
    HEADER_REQUIRED = "HEADER_REQUIRED"
    HEADER_UNKNOWN = "HEADER_UNKNOWN"
    FIELD_MIN_LENGTH = "FIELD_MIN_LENGTH"
    FIELD_MAX_LENGTH = "FIELD_MAX_LENGTH"
    FIELD_LENGTH = "FIELD_LENGTH"
    FIELD_DATE_FORMAT = "FIELD_DATE_FORMAT"
    FIELD_EMAIL_FORMAT = "FIELD_EMAIL_FORMAT"
    FIELD_REQUIRED = "FIELD_REQUIRED"
    FIELD_BAD_VALUES = "FIELD_BAD_VALUES"
    IDENTIFIER_UNIQUE = "IDENTIFIER_UNIQUE"
    INSEE_CODE_INVALID = "INSEE_CODE_INVALID"
    # Ours.
    IDENTITY_UNIQUE = "IDENTITY_UNIQUE"
    INE_INVALID = "INE_INVALID"
    IDENTITY_CHANGED = "IDENTITY_CHANGED"
    SEVERAL_CLASSES = "SEVERAL_CLASSES"
    SEVERAL_MATCHES = "SEVERAL_MATCHES"
    MOST_ABSENT = "MOST_ABSENT"
    MORE_PROBLEMS = "MORE_PROBLEMS"


@dataclass(frozen=True, slots=True)
class Problem:
    """Line 0: the file as a whole. `field`: the column as the file names it.

    `key` picks a sentence when one code has several; `limit` is what the sentence cites (a length,
    the allowed values, another line).
    """

    code: Code
    line: int = 0
    field: str = ""
    value: str = ""
    key: str = ""
    limit: str = ""
    blocking: bool = True


class Refused(Exception):
    """The file cannot be read at all, or no further."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*(problem.code for problem in problems))


def refused(
    code: Code, key: str = "", *, line: int = 0, value: str = "", limit: str = ""
) -> Refused:
    return Refused(Problem(code, line=line, key=key, value=shown(value), limit=limit))


def shown(value: str) -> str:
    """As much of a value as helps to find it, fit for being stored and displayed."""
    text = "".join(char if char.isprintable() else " " for char in value[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class Report:
    """All that is wrong, up to a number that people may read, and who was left out, and why."""

    def __init__(self, *, at_most: int = 500) -> None:
        self.at_most = at_most
        self.skipped: Counter[str] = Counter()
        self._kept: dict[bool, list[Problem]] = {True: [], False: []}
        self._more: dict[bool, int] = {True: 0, False: 0}

    def add(self, problem: Problem) -> None:
        kept = self._kept[problem.blocking]
        if len(kept) < self.at_most:
            kept.append(problem)
        else:
            self._more[problem.blocking] += 1

    @property
    def blocks(self) -> bool:
        return bool(self._kept[True])

    @property
    def problems(self) -> list[Problem]:
        """What blocks first, by line; then what only deserves a look."""
        found = []
        for blocking, kept in self._kept.items():
            found += sorted(kept, key=lambda problem: problem.line)
            if more := self._more[blocking]:
                key = "" if blocking else "remarks"
                more_ones = Problem(Code.MORE_PROBLEMS, value=str(more), key=key, blocking=blocking)
                found.append(more_ones)
        return found
