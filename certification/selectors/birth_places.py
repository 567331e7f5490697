"""Where candidates were born, in words."""

from collections.abc import Sequence

from certification.models import BirthCity, Candidate


def birth_place(candidate: Candidate) -> str:
    """A town and a country, or what the list of candidates says of them."""
    return birth_places([candidate])[candidate.pk]


def birth_places(candidates: Sequence[Candidate]) -> dict[int, str]:
    """The same for many. One query."""
    codes = {one.birth_insee_code for one in candidates if not one.birth_city}
    towns = BirthCity.objects.filter(insee_code__in=codes).order_by("-pk")
    names = dict(towns.values_list("insee_code", "name"))
    return {one.pk: _told(one, names) for one in candidates}


def _told(candidate: Candidate, towns: dict[str, str]) -> str:
    """A town that is not in the table is told by its code."""
    code = candidate.birth_insee_code
    known = (candidate.birth_city or towns.get(code, code), candidate.birth_country)
    return ", ".join(part for part in known if part)
