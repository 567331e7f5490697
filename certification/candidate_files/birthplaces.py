"""Where candidates were born: strict, because national registers are (interop.md 6.2)."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from accounts.names import folded, squeezed
from certification.candidate_files.problems import Code

FRANCE: Final = "99100"
# What the sheet says instead of the code of a country.
ABROAD: Final = "99"
_SHORT: Final = {"st": "saint", "ste": "sainte"}
# "PARIS 15", "Paris 15e arrondissement", "Lyon cedex 03" are Paris and Lyon.
_DISTRICT: Final = re.compile(r" (?:cedex(?: \d+)?|\d+(?:e|er|eme)?(?: arrondissement)?)$")


@dataclass(frozen=True, slots=True)
class Country:
    """`code`: the five figures of INSEE."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Commune:
    """`insee_code`: 2A004 is one."""

    insee_code: str
    name: str


@dataclass(frozen=True, slots=True)
class BirthPlace:
    """`insee_code`: of the commune, or that of the country for those born abroad."""

    country_code: str
    country: str
    insee_code: str
    city: str
    postal_code: str = ""

    @property
    def is_abroad(self) -> bool:
        return self.country_code != FRANCE


@dataclass(frozen=True, slots=True)
class Atlas:
    """Countries by `country_key`, communes by INSEE code, and those a postal code serves."""

    countries: Mapping[str, Country] = field(default_factory=dict)
    communes: Mapping[str, Commune] = field(default_factory=dict)
    served: Mapping[str, tuple[Commune, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list says of a place of birth, cleaned. Communes lost no zero any more."""

    country: str = ""
    insee_code: str = ""
    postal_code: str = ""
    city: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.country or self.insee_code or self.postal_code or self.city)


@dataclass
class NoSuchPlace(Exception):
    """`field`: the column to look at."""

    code: Code
    field: str
    value: str = ""
    limit: str = ""


def country_key(name: str) -> str:
    """Without case, accents, signs or order of letters: "Pays-Bas" and "BAS (Pays)"."""
    return "".join(sorted(squeezed(name)))


def city_key(name: str) -> str:
    """ "St-Denis" is Saint-Denis, "PARIS 15" and "Paris cedex" are Paris."""
    bare = _DISTRICT.sub("", folded(name))
    return "".join(_SHORT.get(word, word) for word in bare.split())


def completed(code: str) -> str:
    """Spreadsheets take 1004 for a number: it was 01004."""
    compact = code.replace(" ", "").upper()
    return compact.zfill(5) if re.fullmatch(r"[0-9]{4}", compact) else compact


def find(asked: Asked, atlas: Atlas) -> BirthPlace:
    """The place. Raises `NoSuchPlace` for the first rule that is broken."""
    if asked.is_empty:
        raise NoSuchPlace(Code.BIRTH_INFORMATION_REQUIRED, "birth_country")
    if not asked.country:
        raise NoSuchPlace(Code.BIRTH_COUNTRY_REQUIRED, "birth_country")
    country = atlas.countries.get(country_key(asked.country))
    if country is None:
        raise NoSuchPlace(Code.BIRTH_COUNTRY_NOT_FOUND, "birth_country", asked.country)
    if country.code != FRANCE:
        return _abroad(asked, country)
    way = _by_insee_code if asked.insee_code else _by_postal_code
    return way(asked, country, atlas)


def _abroad(asked: Asked, country: Country) -> BirthPlace:
    if not asked.city:
        raise NoSuchPlace(Code.FOREIGN_BIRTH_CITY_REQUIRED, "birth_city")
    if asked.postal_code:
        raise NoSuchPlace(
            Code.FOREIGN_POSTAL_CODE_MUST_BE_EMPTY, "birth_postal_code", asked.postal_code
        )
    if asked.insee_code != ABROAD:
        raise NoSuchPlace(Code.FOREIGN_INSEE_CODE_NOT_VALID, "birth_insee_code", asked.insee_code)
    return BirthPlace(country.code, country.name, country.code, asked.city)


def _by_insee_code(asked: Asked, country: Country, atlas: Atlas) -> BirthPlace:
    if asked.postal_code or asked.city:
        raise NoSuchPlace(Code.BIRTH_ONE_WAY_REQUIRED, "birth_insee_code", asked.insee_code)
    commune = atlas.communes.get(asked.insee_code)
    if commune is None:
        raise NoSuchPlace(Code.BIRTH_INSEE_CODE_NOT_VALID, "birth_insee_code", asked.insee_code)
    return BirthPlace(country.code, country.name, commune.insee_code, commune.name)


def _by_postal_code(asked: Asked, country: Country, atlas: Atlas) -> BirthPlace:
    if not asked.postal_code and not asked.city:
        raise NoSuchPlace(Code.BIRTH_ONE_WAY_REQUIRED, "birth_insee_code")
    if not asked.postal_code:
        raise NoSuchPlace(Code.BIRTH_POSTAL_CODE_REQUIRED, "birth_postal_code")
    if not asked.city:
        raise NoSuchPlace(Code.BIRTH_CITY_REQUIRED, "birth_city")
    served = atlas.served.get(asked.postal_code)
    if not served:
        raise NoSuchPlace(Code.BIRTH_POSTAL_CODE_NOT_FOUND, "birth_postal_code", asked.postal_code)
    commune = _named(asked.city, served)
    if commune is None:
        raise NoSuchPlace(
            Code.BIRTH_POSTAL_CODE_CITY_NOT_VALID, "birth_city", asked.city, asked.postal_code
        )
    return BirthPlace(
        country.code, country.name, commune.insee_code, commune.name, asked.postal_code
    )


def _named(city: str, communes: Iterable[Commune]) -> Commune | None:
    """The whole name first: Lyon 3 before Lyon, where one code serves several of its parts."""
    ways: tuple[Callable[[str], str], ...] = (squeezed, city_key)
    for key in ways:
        for commune in communes:
            if key(commune.name) == key(city):
                return commune
    return None
