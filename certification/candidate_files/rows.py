"""A candidate as a list gives her: as written, then as understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from certification.candidate_files.birthplaces import BirthPlace


@dataclass(frozen=True, slots=True)
class Written:
    """Texts by field. `subscriptions`: names of the certifications that are said "oui" to; `core`
    is None when the list does not ask whether the candidate sits the main one."""

    line: int
    values: Mapping[str, str]
    subscriptions: tuple[str, ...] = ()
    core: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """`extra_time`: whole percentage, None without. `identity`: the same person once a session."""

    line: int
    identity: str
    last_name: str
    first_name: str
    birth_date: date
    sex: str
    birth_place: BirthPlace
    result_recipient_email: str = ""
    email: str = ""
    external_id: str = ""
    extra_time: int | None = None


@dataclass(frozen=True, slots=True)
class CandidateList:
    """`titles`: how the file calls each field that it feeds."""

    titles: Mapping[str, str]
    rows: list[Written] = field(default_factory=list)
