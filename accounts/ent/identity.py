"""What an ENT says of a person, in our words whatever its protocol."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Self

from accounts import uai
from accounts.ent.description import OWN_SUBJECT, Description, Profile

LONGEST_SUBJECT: Final = 191
LONGEST_NAME: Final = 100
_DATES: Final = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")

type Attributes = Mapping[str, Sequence[str]]


class NoSubjectError(Exception):
    """The ENT answered without the stable identifier that its description announces."""


@dataclass(frozen=True)
class Identity:
    """A person of an ENT. Kept in the session while she arrives; see `keeps_names` for after."""

    subject: str
    profile: Profile = Profile.OTHER
    last_name: str = ""
    first_name: str = ""
    birth_date: date | None = None
    uais: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def completed(self, **given: Any) -> Self:
        """With what the person typed, where the ENT said nothing."""
        return replace(self, **{name: given[name] for name in given if not getattr(self, name)})

    def to_stored(self) -> dict[str, Any]:
        birth = self.birth_date.isoformat() if self.birth_date else None
        return asdict(self) | {"birth_date": birth}

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> Self:
        birth = stored["birth_date"]
        return cls(
            **stored
            | {
                "profile": Profile(stored["profile"]),
                "birth_date": date.fromisoformat(birth) if birth else None,
                "uais": tuple(stored["uais"]),
                "classes": tuple(stored["classes"]),
            }
        )


def read_identity(description: Description, subject: str, attributes: Attributes) -> Identity:
    """`subject` is the identifier of the protocol; the description may prefer an attribute."""
    names = description.fields
    known = {**attributes, OWN_SUBJECT: [subject]}
    stable = _first(known, names.subject)
    if not stable or len(stable) > LONGEST_SUBJECT:
        raise NoSubjectError
    schools = dict.fromkeys(uai.normalised(value) for value in _all(known, names.uai))
    return Identity(
        subject=stable,
        profile=description.profile_named(_first(known, names.profile)),
        last_name=_first(known, names.last_name)[:LONGEST_NAME],
        first_name=_first(known, names.first_name)[:LONGEST_NAME],
        birth_date=read_date(_first(known, names.birth_date)),
        uais=tuple(code for code in schools if _speaks_for(description, code)),
        classes=tuple(dict.fromkeys(class_label(value) for value in _all(known, names.classes))),
    )


def _speaks_for(description: Description, code: str) -> bool:
    return uai.is_valid(code) and (not description.schools or code.startswith(description.schools))


def class_label(value: str) -> str:
    """`CODE##LABEL` of GAR, `UAI$CLASS` of the SDET, or the label itself."""
    return value.rpartition("##")[2].rpartition("$")[2].strip()


def read_date(value: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(value, form).date()  # noqa: DTZ007 -- a day, not an instant
        except ValueError:
            continue
    return None


def _all(attributes: Attributes, names: Sequence[str]) -> list[str]:
    return [value.strip() for name in names for value in attributes.get(name, ()) if value.strip()]


def _first(attributes: Attributes, names: Sequence[str]) -> str:
    return next(iter(_all(attributes, names)), "")
