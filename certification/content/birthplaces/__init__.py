"""Tables of places of birth: a small sample here, and how the official files are read.

- Countries (INSEE, "Code officiel géographique", file of countries): `COG` and `LIBCOG`.
- Communes (INSEE, the same publication, file of communes, or of communes since 1943): `COM` and
  `LIBELLE`. They have no postal code.
- Postal codes (La Poste, "Base officielle des codes postaux"): `#Code_commune_INSEE`,
  `Nom_de_la_commune` and `Code_postal`.

All are open data (Licence Ouverte). Separated by commas or semicolons, in UTF-8 or Latin-1.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from accounts.names import folded

_HERE: Final = Path(__file__).parent
SAMPLE: Final = (_HERE / "pays.csv", _HERE / "communes.csv")
_COUNTRIES: Final = ("cog", "libcog")
_COMMUNES: Final = ("com", "libelle")
_POSTAL_CODES: Final = ("code commune insee", "nom de la commune", "code postal")
_COUNTRY_CODE: Final = re.compile(r"99\d{3}", re.ASCII)
_COMMUNE_CODE: Final = re.compile(r"\d{5}|2[AB]\d{3}", re.ASCII)
_POSTAL_CODE: Final = re.compile(r"\d{5}", re.ASCII)


class UnknownTable(Exception):
    """The file is none of the three that are read."""


@dataclass(frozen=True, slots=True)
class CountryLine:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CityLine:
    """`postal_code` is empty where the file tells none."""

    insee_code: str
    name: str
    postal_code: str = ""


def read_table(path: Path) -> Iterator[CountryLine | CityLine]:
    """Every place of a file. Raises UnknownTable."""
    with path.open(encoding=_encoding(path), newline="") as file:
        yield from _places(file)


def _encoding(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(1 << 16):
                pass
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8-sig"


def _places(file: TextIO) -> Iterator[CountryLine | CityLine]:
    titles = file.readline()
    separator = max(";,\t", key=titles.count)
    names = [folded(title) for title in next(csv.reader([titles], delimiter=separator), [])]
    rows = csv.reader(file, delimiter=separator)
    for wanted, line in (
        (_COUNTRIES, _country),
        (_POSTAL_CODES, _city),
        (_COMMUNES, _city),
    ):
        if set(wanted) <= set(names):
            places = [names.index(name) for name in wanted]
            cells = ([row[at].strip() for at in places] for row in rows if len(row) > max(places))
            yield from filter(None, (line(*found) for found in cells))
            return
    raise UnknownTable


def _country(code: str, name: str) -> CountryLine | None:
    """Countries that exist no more have the code of another, or none: the first name stays."""
    return CountryLine(code, name) if _COUNTRY_CODE.fullmatch(code) and name else None


def _city(insee_code: str, name: str, postal_code: str = "") -> CityLine | None:
    insee = insee_code.upper().zfill(5)
    postal = postal_code.zfill(5) if postal_code else ""
    fine = _COMMUNE_CODE.fullmatch(insee) and (not postal or _POSTAL_CODE.fullmatch(postal))
    return CityLine(insee, name, postal) if fine and name else None
