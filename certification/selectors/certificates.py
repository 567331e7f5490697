"""What a certificate says, ready for a page or a paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.functional import cached_property

from certification.enums import ResultStatus
from certification.models import Certificate, CertificationTest
from competences.models import Competence, Domain
from competences.selectors.progress import PIX_PER_LEVEL

_FIRST_MESH: Final = 64
_MESH: Final = 128
_LEVELS: Final = 8


@dataclass(frozen=True)
class CertifiedLevel:
    """Of one competence: None when it was not asked, 0 when it is not certified."""

    competence: Competence
    level: int | None

    @property
    def rank(self) -> int:
        return self.level or 0

    @property
    def pix(self) -> int:
        """Its place in the mosaic: a level is a row."""
        return self.rank * PIX_PER_LEVEL


@dataclass(frozen=True)
class CertifiedDomain:
    domain: Domain
    levels: list[CertifiedLevel]


@dataclass(frozen=True)
class Framework:
    """The competences, read once for as many certificates as there are."""

    domains: list[Domain]
    competences: list[Competence]

    def told(self, levels: Mapping[str, int]) -> list[CertifiedDomain]:
        return [
            CertifiedDomain(
                domain,
                [
                    CertifiedLevel(one, levels.get(one.pk))
                    for one in self.competences
                    if one.domain_id == domain.pk
                ],
            )
            for domain in self.domains
        ]


def framework() -> Framework:
    return Framework(list(Domain.objects.order_by("pk")), list(Competence.objects.order_by("pk")))


@dataclass(frozen=True)
class Told:
    """A certificate in words and figures, all from its frozen content."""

    certificate: Certificate
    framework: Framework

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.certificate.content
        return content

    @property
    def name(self) -> str:
        return f"{self.content['first_name']} {self.content['last_name']}"

    @property
    def birth_date(self) -> date:
        return date.fromisoformat(self.content["birth_date"])

    @property
    def sat_on(self) -> date:
        return date.fromisoformat(self.content["date"])

    @cached_property
    def domains(self) -> list[CertifiedDomain]:
        return self.framework.told(self.content["levels"])

    @property
    def mosaic(self) -> list[tuple[int, int, int]]:
        """(domain, pix, new pix) of each competence."""
        return [
            (int(one.competence.domain_id), one.pix, 0)
            for group in self.domains
            for one in group.levels
        ]

    @property
    def pix(self) -> int:
        pix: int = self.content["pix"]
        return pix

    @property
    def most_pix(self) -> int:
        most: int = self.content["most_pix"]
        return most

    def has_expired(self, now: datetime) -> bool:
        return now >= self.certificate.expires_at


def told(certificate: Certificate) -> Told:
    return Told(certificate, framework())


def global_level(pix: int) -> int:
    """From 0 to 8, as admission platforms are used to: 64 pix, 128, then every 128."""
    if pix < _MESH:
        return int(pix >= _FIRST_MESH)
    return min(pix // _MESH + 1, _LEVELS)


@dataclass(frozen=True)
class Sitting:
    """A certification that somebody sat, and what came of it."""

    test: CertificationTest
    status: str
    comment: str
    certificate: Certificate | None

    @property
    def is_published(self) -> bool:
        return self.status != ""

    @property
    def is_validated(self) -> bool:
        return self.status == ResultStatus.VALIDATED
