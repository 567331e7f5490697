"""Values as lists write them, brought to the form that is kept."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from accounts.names import folded
from certification.candidate_files.problems import Code

LONGEST: Final = 255
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][0:.]*)?", re.ASCII)
# Candidates were born after that day.
_TOO_OLD: Final = date(1900, 1, 1)
_EMAIL: Final = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s.,;<>()]+")
_EMAIL_LIMIT: Final = 254
_PERCENT: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,20})?)\s*(%?)", re.ASCII)
LEAST_EXTRA, MOST_EXTRA = 1, 99
BILLING: Final = ("gratuite", "payante", "prepayee")
PREPAID: Final = "prepayee"


@dataclass
class BadValue(Exception):
    code: Code
    key: str = ""
    limit: str = ""


def text(value: str) -> str:
    if len(value) > LONGEST:
        raise BadValue(Code.FIELD_TOO_LONG, limit=str(LONGEST))
    return value


def sex(value: str) -> str:
    if value.upper() not in {"M", "F"}:
        raise BadValue(Code.SEX_NOT_VALID)
    return value.upper()


def birth_date(value: str, *, today: date) -> date:
    """A day that exists, after 1900-01-01 and not to come."""
    if found := _DAY_FIRST.fullmatch(value):
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(value):
        year, month, day = found.groups()
    else:
        raise BadValue(Code.BIRTHDATE_FORMAT_NOT_VALID)
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        raise BadValue(Code.BIRTHDATE_FORMAT_NOT_VALID, key="no_such_day") from None
    if born <= _TOO_OLD:
        raise BadValue(Code.BIRTHDATE_MUST_BE_GREATER)
    if born >= today:
        raise BadValue(Code.BIRTHDATE_FORMAT_NOT_VALID, key="to_come")
    return born


def email(value: str, *, code: Code) -> str:
    if len(value) > _EMAIL_LIMIT or not _EMAIL.fullmatch(value):
        raise BadValue(code)
    return value.lower()


def extra_time(value: str) -> int:
    """In percent: "30", "30 %", or the 0.3 that a cell of percentage holds."""
    found = _PERCENT.fullmatch(value)
    if not found:
        raise BadValue(Code.EXTRA_TIME_INTEGER)
    number = float(found[1].replace(",", "."))
    is_ratio = not found[2] and 0 < number < 1
    percent = round(number * 100 if is_ratio else number, 6)
    if not percent.is_integer():
        raise BadValue(Code.EXTRA_TIME_INTEGER)
    if not LEAST_EXTRA <= percent <= MOST_EXTRA:
        raise BadValue(Code.EXTRA_TIME_OUT_OF_RANGE)
    return int(percent)


def billing_mode(value: str) -> str:
    if folded(value) not in BILLING:
        raise BadValue(Code.BILLING_MODE_NOT_VALID)
    return folded(value)
