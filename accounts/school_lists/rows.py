"""A person as a list gives her, once understood."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list. What a list does not say is empty."""

    line: int
    identity: str
    last_name: str
    first_name: str
    birth_date: date
    national_id: str = ""
    local_id: str = ""
    used_name: str = ""
    middle_name: str = ""
    third_name: str = ""
    sex: str = ""
    birth_country_code: str = ""
    birth_department_code: str = ""
    birth_city_code: str = ""
    birth_city: str = ""
    status: str = ""
    training_code: str = ""
    class_name: str = ""
    email: str = ""
    department: str = ""
    teaching_team: str = ""
    diploma: str = ""
    study_scheme: str = ""


# What a list may feed, and nothing else: everything not named here is left unread.
FIELDS: Final = tuple(field.name for field in fields(Row) if field.name not in {"line", "identity"})
REQUIRED: Final = ("last_name", "first_name", "birth_date")
IDENTIFIERS: Final = ("national_id", "local_id")


@dataclass(frozen=True, slots=True)
class Record:
    """One line as it was written: texts by field."""

    line: int
    values: Mapping[str, str]
