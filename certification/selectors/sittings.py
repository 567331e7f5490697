"""The certifications of a person, from the one just sat to the oldest."""

from collections.abc import Iterable

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from accounts.models import User
from certification.enums import SessionState
from certification.models import Certificate, CertificationTest, Result
from certification.selectors.certificates import Sitting
from certification.selectors.words import for_candidate


def latest_results(tests: QuerySet[CertificationTest]) -> dict[int, Result]:
    """The result that counts, by test. One query."""
    latest = Result.objects.filter(test=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    numbers = tests.order_by().values_list(Subquery(latest), flat=True)
    return {one.test_id: one for one in Result.objects.filter(pk__in=numbers)}


def sittings_of(user: User) -> list[Sitting]:
    """Nothing of a session that is not published is told, but that one waits."""
    tests = (
        CertificationTest.objects.filter(user=user, candidate__isnull=False)
        .select_related("candidate__session__centre", "format")
        .prefetch_related(
            Prefetch("candidate__certificates", queryset=Certificate.objects.order_by("-pk"))
        )
        .order_by("-started_at", "-pk")
    )
    return list(_told(tests, latest_results(tests)))


def _told(tests: Iterable[CertificationTest], results: dict[int, Result]) -> Iterable[Sitting]:
    for test in tests:
        candidate = test.candidate
        result = results.get(test.pk)
        if candidate is None or candidate.session.state != SessionState.PUBLISHED or not result:
            yield Sitting(test, "", "", None)
            continue
        valid = [one for one in candidate.certificates.all() if one.revoked_at is None]
        certificate = valid[0] if valid else None
        yield Sitting(test, result.status, for_candidate(result), certificate)
