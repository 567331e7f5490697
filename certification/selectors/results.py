"""Results of published sessions, for the team of the centre where they were sat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from certification.enums import ResultStatus, SessionState
from certification.models import Candidate, Centre, Certificate, CertificationTest, Result, Session
from certification.selectors.words import for_organisation

# A school year is named by its first year; it begins in August.
_FIRST_MONTH: Final = 8


@dataclass(frozen=True)
class ClassResults:
    """A class in a school year, and how many of its pupils sat a certification."""

    year: int
    name: str
    candidates: int

    @property
    def school_year(self) -> str:
        return f"{self.year}-{self.year + 1}"


@dataclass(frozen=True)
class Line:
    """Somebody who sat a certification: its test is there, and its result, but for accidents."""

    candidate: Candidate
    test: CertificationTest
    result: Result | None
    certificate: Certificate | None

    @property
    def is_validated(self) -> bool:
        return self.result is not None and self.result.status == ResultStatus.VALIDATED

    @property
    def words(self) -> str:
        """What the school is told of the result."""
        return for_organisation(self.result) if self.result else ""


def school_year_of(day: date) -> int:
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def published_sessions(centre: Centre) -> QuerySet[Session]:
    """The newest first, with how many sat."""
    published = centre.sessions.filter(state=SessionState.PUBLISHED)
    sat = Count("candidates", filter=Q(candidates__test__isnull=False))
    return published.annotate(sat=sat).order_by("-starts_at", "pk")


def classes_of(centre: Centre) -> list[ClassResults]:
    """The newest school year first. Those without a class are counted as a class without name."""
    found = _sat_in(centre).order_by("session__starts_at", "pk")
    counts: dict[tuple[int, str], int] = {}
    for starts_at, name in found.values_list("session__starts_at", "class_name"):
        key = (school_year_of(starts_at), name)
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts, key=lambda key: (-key[0], key[1]))
    return [ClassResults(year, name, counts[year, name]) for year, name in ordered]


def lines_of_session(session: Session) -> list[Line]:
    return _lines(Candidate.objects.filter(session=session, test__isnull=False))


def lines_of_recipient(session: Session, email: str) -> list[Line]:
    """Those whose results are sent to this address."""
    return _lines(_sat_in(session.centre).filter(session=session, result_email__iexact=email))


def lines_of_class(centre: Centre, year: int, class_name: str) -> list[Line]:
    """Its pupils, whatever the session they sat in that year."""
    of_class = _sat_in(centre).filter(class_name=class_name)
    begins = datetime(year, _FIRST_MONTH, 1, tzinfo=UTC)
    ends = begins.replace(year=year + 1)
    return _lines(of_class.filter(session__starts_at__gte=begins, session__starts_at__lt=ends))


def _sat_in(centre: Centre) -> QuerySet[Candidate]:
    return Candidate.objects.filter(
        session__centre=centre, session__state=SessionState.PUBLISHED, test__isnull=False
    )


def _lines(candidates: QuerySet[Candidate]) -> list[Line]:
    """By name. Three queries, whatever their number."""
    latest = Result.objects.filter(test=OuterRef("test")).order_by("-pk").values("pk")[:1]
    certificates = Certificate.objects.filter(revoked_at=None).order_by("pk")
    rows = list(
        candidates.select_related("session__centre", "test", "learner")
        .prefetch_related(Prefetch("certificates", queryset=certificates))
        .annotate(latest_result=Subquery(latest))
        .order_by("search_name", "pk")
    )
    results = Result.objects.in_bulk([row.latest_result for row in rows if row.latest_result])
    return [_line(row, results) for row in rows]


def _line(candidate: Candidate, results: dict[int, Result]) -> Line:
    found = list(candidate.certificates.all())
    result = results.get(candidate.latest_result or 0)  # type: ignore[attr-defined]  # annotated
    return Line(candidate, candidate.test, result, found[0] if found else None)


def certificates_in(lines: Sequence[Line]) -> list[int]:
    """The keys of those in force, in the order of the list."""
    return [line.certificate.pk for line in lines if line.certificate is not None]
