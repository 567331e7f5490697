"""Invented pupils. The same seed makes the same school.

Their school has an UAI of a département that does not exist, their INE start with 999.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import yaml

UAI: Final = "9990001X"
_NAMES: Final = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text("utf-8"))
# How often, as in a real school.
_MIDDLE_NAME: Final = 0.6
_USED_NAME: Final = 0.01
_DOUBLE_LAST_NAME: Final = 0.3
_DOUBLE_FIRST_NAME: Final = 0.05
_LATIN: Final = 0.2
_BORN_ABROAD: Final = 0.03
_CITIES: Final = ("35238", "33063", "75114", "69387", "2A004", "2B033", "97411", "13055", "59350")
_ABROAD: Final = (("109", "BRUXELLES"), ("350", "CASABLANCA"), ("341", "DAKAR"), ("134", "MADRID"))
_YOUNGEST: Final = {"6": 2015, "5": 2014, "4": 2013, "3": 2012, "2": 2011, "1": 2010, "T": 2009}


@dataclass(kw_only=True)
class Pupil:
    """`fields`: as SIECLE writes them, by our names. `classes` and `groups`: its structures."""

    id: int
    fields: dict[str, str]
    classes: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    left: str = ""


def class_names(count: int) -> list[str]:
    """Of a collège: 6E 1, 6E 2… spread over its four years."""
    each = -(-count // 4)
    return [f"{year}E {number}" for year in "6543" for number in range(1, each + 1)][:count]


def make_school(*, classes: Sequence[str], pupils_each: int, seed: int = 1) -> list[Pupil]:
    """Pupils without defect: 3 % are born abroad, 1 % have a used name."""
    rng = random.Random(seed)  # noqa: S311 -- a reproducible draw
    taken: set[tuple[str, ...]] = set()
    places = [name for name in classes for _ in range(pupils_each)]
    return [_pupil(number, name, rng, taken) for number, name in enumerate(places)]


def _pupil(number: int, class_name: str, rng: random.Random, taken: set[tuple[str, ...]]) -> Pupil:
    fields = _identity(class_name, rng)
    while (key := tuple(fields.values())) in taken:
        fields = _identity(class_name, rng)
    taken.add(key)
    fields |= {
        "middle_name": _name(rng, "first_names") if rng.random() < _MIDDLE_NAME else "",
        "used_name": _name(rng, "last_names").upper() if rng.random() < _USED_NAME else "",
        "sex": rng.choice("12"),
        "national_id": f"{999_000_000 + number % 1_000_000:09}{_letters(number // 1_000_000)}",
        "training_code": "10310019110",
        "status": "ST",
        "third_name": "",
        **_birth_place(rng),
    }
    groups = [f"{class_name[:1]}LATIN"] if rng.random() < _LATIN else []
    return Pupil(id=100_001 + number, fields=fields, classes=[class_name], groups=groups)


def _identity(class_name: str, rng: random.Random) -> dict[str, str]:
    names = [_name(rng, "last_names") for _ in range(1 + (rng.random() < _DOUBLE_LAST_NAME))]
    is_double = rng.random() < _DOUBLE_FIRST_NAME
    born = date(_YOUNGEST.get(class_name[:1], 2012), 1, 1) + timedelta(days=rng.randrange(365))
    return {
        "last_name": "-".join(names).upper(),
        "first_name": _name(rng, "double_first_names" if is_double else "first_names"),
        "birth_date": born.strftime("%d/%m/%Y"),
    }


def _name(rng: random.Random, kind: str) -> str:
    return str(rng.choice(_NAMES[kind]))


def _birth_place(rng: random.Random) -> dict[str, str]:
    if rng.random() < _BORN_ABROAD:
        country, city = rng.choice(_ABROAD)
        return {
            "birth_country_code": country,
            "birth_department_code": "099",
            "birth_city_code": "",
            "birth_city": city,
        }
    city = rng.choice(_CITIES)
    return {
        "birth_country_code": "100",
        "birth_department_code": (city[:3] if city.startswith("97") else city[:2]).zfill(3),
        "birth_city_code": city,
        "birth_city": "",
    }


def _letters(number: int) -> str:
    first, second = divmod(number % 676, 26)
    return chr(65 + first) + chr(65 + second)
