"""A result beside what the training promised, for the jury."""

from dataclasses import dataclass

from certification.engine import JURY_FLAG
from certification.models import CertificationTest, Result
from competences.models import Competence
from competences.selectors.progress import PIX_PER_LEVEL

# Between an ordinary test and one that the jury must look at.
_UNUSUAL = -2.0


@dataclass(frozen=True)
class Compared:
    """A competence: the level that the person brought, the level that was certified."""

    competence: Competence
    held: int | None
    level: int | None
    low: int
    high: int

    @property
    def domain(self) -> int:
        return int(self.competence.domain_id)

    @property
    def pix(self) -> int:
        """What is certified, as rows of the mosaic."""
        return (self.level or 0) * PIX_PER_LEVEL

    @property
    def lost(self) -> int:
        return max(0, (self.held or 0) - (self.level or 0))


@dataclass(frozen=True)
class Fit:
    """How much the answers look like the training. Never a proof of anything."""

    value: float

    @property
    def is_odd(self) -> bool:
        return self.value < JURY_FLAG

    @property
    def is_unusual(self) -> bool:
        return self.value < _UNUSUAL


def fit_of(result: Result | None) -> Fit | None:
    if result is None or result.person_fit is None:
        return None
    return Fit(result.person_fit)


def comparison_of(test: CertificationTest, result: Result | None) -> list[Compared]:
    """The sixteen competences, in order; nothing when no level is certified. One query."""
    certified = result.competences if result else {}
    if not certified:
        return []
    held = test.plan.get("levels", {})
    return [
        _compared(one, held.get(one.pk), certified.get(one.pk))
        for one in Competence.objects.order_by("pk")
    ]


def _compared(competence: Competence, held: int | None, told: dict[str, int] | None) -> Compared:
    if told is None:
        return Compared(competence, held, None, 0, 0)
    level = max(told["level"], 0)
    low, high = told.get("level_low", level), told.get("level_high", level)
    return Compared(competence, held, level, max(low, 0), max(high, 0))
