"""Words that several simulators share: identifiers, short texts, addresses, sizes."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

ADDRESS = r"[^\s<>@,;]{1,64}@[^\s<>@,;]{1,120}"
UNITS = {"o": 1, "Ko": 1_000, "Mo": 1_000_000, "Go": 1_000_000_000}
SIZE = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?[\s\u00a0\u202f](o|Ko|Mo|Go)")


class Strict(BaseModel):
    """Nothing unknown gets in, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Posted(BaseModel):
    """What a browser sent: exact types, nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


def printable(text: str) -> str:
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in text if char not in "\n\t\r"):
        raise ValueError("control character")
    return text


def size_in_bytes(text: str) -> int:
    """Return the number of bytes written "240 Ko", "1,5 Mo"."""
    match = SIZE.fullmatch(text)
    if not match:
        raise ValueError(f"not a size: {text!r} (write 240 Ko or 1,5 Mo)")
    whole, part, unit = match.groups()
    return round(float(f"{whole}.{part or 0}") * UNITS[unit])


def sized(text: str) -> str:
    size_in_bytes(text)
    return text


def plain(text: str) -> str:
    """Return the text in lower case, without accents, with single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return tidy("".join(char for char in letters if not unicodedata.combining(char)))


def tidy(text: str) -> str:
    """Return the text composed (NFC), with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def as_day(value: Any) -> Any:
    """YAML reads 2027-01-10 as a date: give it back as it was written."""
    return value.isoformat() if hasattr(value, "isoformat") else value


Ident = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(printable)]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(printable)]
Address = Annotated[str, StringConstraints(pattern=rf"^{ADDRESS}$"), AfterValidator(printable)]
Person = Annotated[
    str,
    StringConstraints(pattern=rf"^([^<>]{{1,80}} <{ADDRESS}>|{ADDRESS})$"),
    AfterValidator(printable),
]
Moment = Annotated[
    str,
    BeforeValidator(as_day),
    StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$"),
]
Size = Annotated[str, AfterValidator(sized)]


def address_of(person: str) -> str:
    """Return the address of "Nora Diallo <nora@example.org>", in lower case."""
    return person.rpartition("<")[2].rstrip(">").lower()
