"""What is wrong in a list of candidates: codes that other programs know. Sentences are elsewhere.

What makes a file unreadable keeps the codes of `accounts.school_lists.problems`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accounts.school_lists.problems import Problem as FileProblem
from accounts.school_lists.problems import shown

# Beyond, nobody reads: the first ones are to be corrected first.
AT_MOST: Final = 500


class Code(StrEnum):
    """Those of interop.md 6.2, then ours."""

    FIRST_NAME_REQUIRED = "CANDIDATE_FIRST_NAME_REQUIRED"
    LAST_NAME_REQUIRED = "CANDIDATE_LAST_NAME_REQUIRED"
    SEX_REQUIRED = "CANDIDATE_SEX_REQUIRED"
    SEX_NOT_VALID = "CANDIDATE_SEX_NOT_VALID"
    BIRTHDATE_REQUIRED = "CANDIDATE_BIRTHDATE_REQUIRED"
    BIRTHDATE_FORMAT_NOT_VALID = "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID"
    BIRTHDATE_MUST_BE_GREATER = "CANDIDATE_BIRTHDATE_MUST_BE_GREATER"
    BIRTH_INFORMATION_REQUIRED = "CANDIDATE_BIRTH_INFORMATION_REQUIRED"
    BIRTH_COUNTRY_REQUIRED = "CANDIDATE_BIRTH_COUNTRY_REQUIRED"
    BIRTH_COUNTRY_NOT_FOUND = "CANDIDATE_BIRTH_COUNTRY_NOT_FOUND"
    BIRTH_CITY_REQUIRED = "CANDIDATE_BIRTH_CITY_REQUIRED"
    BIRTH_POSTAL_CODE_REQUIRED = "CANDIDATE_BIRTH_POSTAL_CODE_REQUIRED"
    BIRTH_POSTAL_CODE_NOT_FOUND = "CANDIDATE_BIRTH_POSTAL_CODE_NOT_FOUND"
    BIRTH_POSTAL_CODE_CITY_NOT_VALID = "CANDIDATE_BIRTH_POSTAL_CODE_CITY_NOT_VALID"
    BIRTH_INSEE_CODE_NOT_VALID = "CANDIDATE_BIRTH_INSEE_CODE_NOT_VALID"
    BIRTH_ONE_WAY_REQUIRED = (
        "CANDIDATE_BIRTH_INSEE_CODE_OR_BIRTH_POSTAL_CODE_AND_BIRTH_CITY_REQUIRED"
    )
    FOREIGN_BIRTH_CITY_REQUIRED = "CANDIDATE_FOREIGN_BIRTH_CITY_REQUIRED"
    FOREIGN_INSEE_CODE_NOT_VALID = "CANDIDATE_FOREIGN_INSEE_CODE_NOT_VALID"
    FOREIGN_POSTAL_CODE_MUST_BE_EMPTY = "CANDIDATE_FOREIGN_POSTAL_CODE_MUST_BE_EMPTY"
    EMAIL_NOT_VALID = "CANDIDATE_EMAIL_NOT_VALID"
    RESULT_RECIPIENT_EMAIL_NOT_VALID = "CANDIDATE_RESULT_RECIPIENT_EMAIL_NOT_VALID"
    EXTRA_TIME_INTEGER = "CANDIDATE_EXTRA_TIME_INTEGER"
    EXTRA_TIME_OUT_OF_RANGE = "CANDIDATE_EXTRA_TIME_OUT_OF_RANGE"
    BILLING_MODE_REQUIRED = "CANDIDATE_BILLING_MODE_REQUIRED"
    BILLING_MODE_NOT_VALID = "CANDIDATE_BILLING_MODE_NOT_VALID"
    BILLING_MODE_MUST_BE_EMPTY = "CANDIDATE_BILLING_MODE_MUST_BE_EMPTY"
    PREPAYMENT_CODE_REQUIRED = "CANDIDATE_PREPAYMENT_CODE_REQUIRED"
    PREPAYMENT_CODE_MUST_BE_EMPTY = "CANDIDATE_PREPAYMENT_CODE_MUST_BE_EMPTY"
    MAX_ONE_COMPLEMENTARY = "CANDIDATE_MAX_ONE_COMPLEMENTARY_CERTIFICATION"
    NO_SUBSCRIPTION = "CANDIDATE_NO_SUBSCRIPTION"
    DUPLICATE = "DUPLICATE_CANDIDATE"
    FIELD_TOO_LONG = "CANDIDATE_FIELD_TOO_LONG"
    COMPLEMENTARY_NOT_OFFERED = "CANDIDATE_COMPLEMENTARY_CERTIFICATION_NOT_OFFERED"
    SESSION_JOINED = "SESSION_ALREADY_JOINED"
    SESSION_CLOSED = "SESSION_ALREADY_FINALISED"


@dataclass(frozen=True, slots=True)
class Problem:
    """Line 0: the file as a whole. `column`: the heading, as the file writes it.

    `field`: what the column feeds. `limit`: what the sentence cites. `key` picks a sentence when
    one code has several causes.
    """

    code: str
    line: int = 0
    field: str = ""
    column: str = ""
    value: str = ""
    key: str = ""
    limit: str = ""
    blocking: bool = True


class Refused(Exception):
    """The file cannot be read as a list of candidates."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*(problem.code for problem in problems))


def of_file(problem: FileProblem) -> Problem:
    """A problem of the container, among ours."""
    return Problem(
        str(problem.code),
        line=problem.line,
        column=problem.field,
        value=problem.value,
        key=problem.key,
        limit=problem.limit,
    )


def blocks(problems: Iterable[Problem]) -> bool:
    return any(problem.blocking for problem in problems)


__all__ = ["AT_MOST", "Code", "Problem", "Refused", "blocks", "of_file", "shown"]
