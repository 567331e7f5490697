"""Tables of places of birth, brought into the database."""

from collections.abc import Iterable
from itertools import batched
from typing import Final

from django.db import transaction

from accounts.names import folded
from certification.candidate_files.birthplaces import country_key
from certification.content.birthplaces import SAMPLE, CityLine, CountryLine, read_table
from certification.models import BirthCity, BirthCountry

_AT_ONCE: Final = 2000


@transaction.atomic
def load_birthplaces(places: Iterable[CountryLine | CityLine]) -> tuple[int, int]:
    """Add countries and communes; how many of each were read. Nothing is ever taken away: people
    were born in communes that exist no more."""
    countries = cities = 0
    for batch in batched(places, _AT_ONCE):
        countries += _add_countries([one for one in batch if isinstance(one, CountryLine)])
        cities += _add_cities([one for one in batch if isinstance(one, CityLine)])
    return countries, cities


def load_sample() -> bool:
    """Some countries and towns, where no table was loaded yet. Whether it was done."""
    if BirthCountry.objects.exists() or BirthCity.objects.exists():
        return False
    for path in SAMPLE:
        load_birthplaces(read_table(path))
    return True


def _add_countries(lines: list[CountryLine]) -> int:
    rows = {
        line.code: BirthCountry(code=line.code, name=line.name, folded=country_key(line.name))
        for line in reversed(lines)
    }
    BirthCountry.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "folded"],
    )
    return len(lines)


def _add_cities(lines: list[CityLine]) -> int:
    BirthCity.objects.bulk_create(
        (
            BirthCity(
                insee_code=line.insee_code,
                postal_code=line.postal_code,
                name=line.name,
                folded=folded(line.name),
            )
            for line in lines
        ),
        ignore_conflicts=True,
    )
    return len(lines)
