"""Where a candidate was born, in words."""

from certification.models import BirthCity, Candidate


def birth_place(candidate: Candidate) -> str:
    """A town and a country, or what the list of candidates says of them."""
    known = (candidate.birth_city or _town(candidate.birth_insee_code), candidate.birth_country)
    return ", ".join(part for part in known if part)


def _town(insee_code: str) -> str:
    """Its name, when the table of towns is loaded; else its code."""
    rows = BirthCity.objects.filter(insee_code=insee_code).order_by("pk")
    return rows.values_list("name", flat=True).first() or insee_code if insee_code else ""
