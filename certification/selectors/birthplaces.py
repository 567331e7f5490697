"""The places that lists of candidates name, found in a few queries whatever their length."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from accounts.models import Learner
from certification.candidate_files.birthplaces import (
    ABROAD,
    FRANCE,
    Asked,
    Atlas,
    BirthPlace,
    Commune,
    Country,
    country_key,
)
from certification.models import BirthCity, BirthCountry, Candidate

NOWHERE = BirthPlace("", "", "", "")


def atlas_for(asked: Iterable[Asked]) -> Atlas:
    """What is needed to check these places. Two queries."""
    wanted = list(asked)
    countries = BirthCountry.objects.filter(folded__in={country_key(one.country) for one in wanted})
    codes = {one.insee_code for one in wanted if one.insee_code}
    postal_codes = {one.postal_code for one in wanted if one.postal_code}
    cities = BirthCity.objects.filter(Q(insee_code__in=codes) | Q(postal_code__in=postal_codes))
    communes, served = _placed(cities.order_by("-postal_code", "pk"))
    return Atlas(
        {one.folded: Country(one.code, one.name) for one in countries.order_by("pk")},
        communes,
        served,
    )


def _placed(
    cities: Iterable[BirthCity],
) -> tuple[dict[str, Commune], dict[str, tuple[Commune, ...]]]:
    """Communes by code, those of INSEE last: their names are the best written."""
    communes: dict[str, Commune] = {}
    served: dict[str, tuple[Commune, ...]] = defaultdict(tuple)
    for city in cities:
        commune = communes[city.insee_code] = Commune(city.insee_code, city.name)
        if city.postal_code:
            served[city.postal_code] += (commune,)
    return communes, served


def birth_place_of(candidate: Candidate) -> BirthPlace:
    """Where a candidate was born, as sheets say it."""
    code = candidate.birth_insee_code
    is_abroad = code.startswith(ABROAD)
    country = code if is_abroad else FRANCE if candidate.birth_country else ""
    return BirthPlace(
        country, candidate.birth_country, code, candidate.birth_city, candidate.birth_postal_code
    )


def birth_places_of(learners: Sequence[Learner]) -> dict[int, BirthPlace]:
    """What school lists tell of places of birth, completed by the tables. Two queries."""
    codes = {_country_code(learner) for learner in learners} - {""}
    countries = {one.code: one.name for one in BirthCountry.objects.filter(code__in=codes)}
    cities = BirthCity.objects.filter(
        insee_code__in={learner.birth_city_code for learner in learners} - {""}
    )
    communes, _ = _placed(cities.order_by("-postal_code", "pk"))
    return {learner.pk: _place(learner, countries, communes) for learner in learners}


def _place(learner: Learner, countries: dict[str, str], communes: dict[str, Commune]) -> BirthPlace:
    code = _country_code(learner)
    if not code:
        return NOWHERE
    name = countries.get(code, "FRANCE" if code == FRANCE else "")
    if code != FRANCE:
        return BirthPlace(code, name, code, learner.birth_city)
    commune = communes.get(learner.birth_city_code)
    city = commune.name if commune else learner.birth_city
    return BirthPlace(code, name, learner.birth_city_code, city)


def _country_code(learner: Learner) -> str:
    """School lists write three figures; a commune says France by itself."""
    if learner.birth_country_code:
        return f"{ABROAD}{learner.birth_country_code}"
    return FRANCE if learner.birth_city_code else ""
