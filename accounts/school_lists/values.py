"""Values as lists write them, brought to the form that is kept: a reader for each kind."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from accounts.school_lists.formats import Column
from accounts.school_lists.problems import Code

TEXT_LIMIT: Final = 255
_INE: Final = re.compile(r"[0-9]{9}[A-Z]{2}|[0-9]{10}[A-Z]|[0-9]{4}A[0-9]{5}[A-Z]")
_INE_LENGTH: Final = 11
_CITY: Final = re.compile(r"[0-9]{5}|2[AB][0-9]{3}")
_CITY_LENGTH: Final = 5
_COUNTRY: Final = re.compile(r"[0-9]{3}")
_LONG_COUNTRY: Final = re.compile(r"99[1-5][0-9]{2}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_EMAIL_LIMIT: Final = 254
_SEXES: Final = {
    **dict.fromkeys(("1", "m", "masculin", "homme", "garçon", "garcon", "h", "m.", "male"), "M"),
    **dict.fromkeys(("2", "f", "féminin", "feminin", "femme", "fille", "mme", "female"), "F"),
}
_STATUSES: Final = ("ST", "AP")
_OLDEST: Final = 1900
_FORMS: Final = {
    "day first": re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    "two digits": re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{2})"),
    "iso": re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ][0:.]*)?"),
}
FRANCE: Final = "100"


@dataclass
class BadValue(Exception):
    """`kept`: what is stored all the same, when the column is not strict."""

    code: Code
    key: str = ""
    limit: str = ""
    kept: str = ""


def clean(value: str) -> str:
    """Without control characters, with single spaces, and accents in one piece."""
    if not value.isprintable():
        value = "".join(char if char.isprintable() else " " for char in value)
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    return " ".join(value.split())


def text(value: str, column: Column) -> str:
    if len(value) > TEXT_LIMIT:
        raise BadValue(Code.FIELD_MAX_LENGTH, limit=str(TEXT_LIMIT))
    return value


def national_id(value: str, column: Column) -> str:
    """RNIE, BEA or apprentice number, in capitals and without spaces."""
    compact = value.replace(" ", "").upper()
    if len(compact) > _INE_LENGTH:
        raise BadValue(Code.FIELD_MAX_LENGTH, limit=str(_INE_LENGTH))
    if not _INE.fullmatch(compact):
        raise BadValue(Code.INE_INVALID, kept=compact)
    return compact


def sex(value: str, column: Column) -> str:
    found = _SEXES.get(value.casefold())
    if found is None:
        raise BadValue(Code.FIELD_BAD_VALUES, limit="M, F, Masculin, Féminin")
    return found


def country(value: str, column: Column) -> str:
    """Three digits, 100 for France; the five digits of INSEE are understood too."""
    if value.casefold() == "france":
        return FRANCE
    if _LONG_COUNTRY.fullmatch(value):
        return value[-3:]
    if not _COUNTRY.fullmatch(value):
        raise BadValue(Code.INSEE_CODE_INVALID, key="country")
    return value


def long_country(value: str, column: Column) -> str:
    if not _LONG_COUNTRY.fullmatch(value):
        raise BadValue(Code.INSEE_CODE_INVALID, key="long_country")
    return value[-3:]


def department(value: str, column: Column) -> str:
    """Three characters: 75 is written 075."""
    if len(value) < 2:  # noqa: PLR2004 -- the shortest code has two figures
        raise BadValue(Code.FIELD_MIN_LENGTH, limit="2")
    if len(value) > 3:  # noqa: PLR2004 -- the longest has three
        raise BadValue(Code.FIELD_MAX_LENGTH, limit="3")
    return value.upper().zfill(3)


def city_code(value: str, column: Column) -> str:
    code = value.upper()
    if len(code) != _CITY_LENGTH:
        raise BadValue(Code.FIELD_LENGTH, limit=str(_CITY_LENGTH), kept=code[:_CITY_LENGTH])
    if not _CITY.fullmatch(code):
        raise BadValue(Code.INSEE_CODE_INVALID, key="city", kept=code)
    return code


def status(value: str, column: Column) -> str:
    if value.upper() not in _STATUSES:
        raise BadValue(Code.FIELD_BAD_VALUES, limit=", ".join(_STATUSES))
    return value.upper()


def any_status(value: str, column: Column) -> str:
    """SIECLE has other statuses, which nothing here depends on."""
    return value.upper() if value.upper() in _STATUSES else ""


def email(value: str, column: Column) -> str:
    if len(value) > _EMAIL_LIMIT or not _EMAIL.fullmatch(value):
        raise BadValue(Code.FIELD_EMAIL_FORMAT)
    return value.lower()


KINDS: Final[Mapping[str, Callable[[str, Column], str]]] = {
    "text": text,
    "class_name": text,
    "national_id": national_id,
    "sex": sex,
    "country": country,
    "long_country": long_country,
    "department": department,
    "city_code": city_code,
    "status": status,
    "any_status": any_status,
    "email": email,
}


def birth_date(value: str, forms: tuple[str, ...], today: date) -> date:
    """A day that exists, in the past. Two figures of a year mean the last such year."""
    for form in forms:
        if match := _FORMS[form].fullmatch(value):
            break
    else:
        raise BadValue(Code.FIELD_DATE_FORMAT)
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if form == "two digits":
        year += 2000 if year <= today.year % 100 else 1900
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadValue(Code.FIELD_DATE_FORMAT, key="no_such_day") from None
    if not _OLDEST <= found.year <= today.year or found > today:
        raise BadValue(Code.FIELD_DATE_FORMAT, key="no_birth_date")
    return found
