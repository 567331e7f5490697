"""Whether somebody may be certified, and in what."""

from collections.abc import Mapping
from dataclasses import dataclass

from certification.engine import Eligibility, certifiable
from competences.models import CompetenceProfile
from competences.selectors.bank import LoadedBank, current_bank


@dataclass(frozen=True, slots=True)
class Standing:
    """The levels that a certification would test, and whether they are enough."""

    levels: Mapping[str, int]
    eligibility: Eligibility

    def __bool__(self) -> bool:
        return bool(self.eligibility)


def standing_of(user_id: int, bank: LoadedBank | None = None) -> Standing:
    """By the profile. Competences that have nothing to ask any more do not count."""
    open_now = (bank or current_bank()).open_competences()
    rows = CompetenceProfile.objects.filter(user_id=user_id, competence__in=open_now)
    levels = dict(rows.order_by("competence").values_list("competence_id", "level"))
    return Standing(levels, certifiable(levels))
