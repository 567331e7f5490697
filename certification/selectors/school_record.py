"""The certifications of the pupils of a school, as school records fetch them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from django.db.models import Q, QuerySet

from accounts.models import Learner, Organisation
from certification.api.shapes import (
    Certification,
    CompetenceName,
    CompetenceResult,
    SchoolRecord,
    Status,
)
from certification.enums import ResultStatus, SessionState
from certification.models import Certificate, CertificationTest, Result
from certification.selectors.sittings import latest_results
from competences.models import Competence

_TOLD: Final[dict[ResultStatus, Status]] = {
    ResultStatus.VALIDATED: "validated",
    ResultStatus.REJECTED: "rejected",
}
_PENDING: Final = "pending"


def school_record(organisation: Organisation) -> SchoolRecord:
    """Of pupils still in the list, by name. Five queries, whatever their number."""
    rows = Learner.objects.filter(organisation=organisation, disabled_at=None)
    learners = list(rows.order_by("search_name", "pk"))
    tests = _tests_of(learners)
    results = latest_results(tests)
    sat = _by_person(tests)
    codes = _codes(tests)
    told = []
    for learner in learners:
        mine = {test.pk: test for key in _keys(learner) for test in sat[key]}
        newest = sorted(mine.values(), key=lambda test: (test.started_at, test.pk), reverse=True)
        test = next((one for one in newest if not _is_cancelled(one, results)), None)
        if test is not None:
            told.append(_certification(learner, test, results.get(test.pk), codes))
    names = [CompetenceName(id=one.pk, name=one.name) for one in Competence.objects.order_by("pk")]
    return SchoolRecord(certifications=told, competences=names)


def _tests_of(learners: list[Learner]) -> QuerySet[CertificationTest]:
    """Those that the row of the list sat, and those of the account it is linked to."""
    users = [one.user_id for one in learners if one.user_id]
    mine = Q(candidate__learner__in=[one.pk for one in learners]) | Q(user__in=users)
    tests = CertificationTest.objects.filter(mine, candidate__isnull=False)
    return tests.select_related("candidate__session__centre").order_by("pk")


def _keys(learner: Learner) -> Iterable[tuple[str, int]]:
    yield "learner", learner.pk
    if learner.user_id:
        yield "user", learner.user_id


def _by_person(
    tests: Iterable[CertificationTest],
) -> defaultdict[tuple[str, int], list[CertificationTest]]:
    found = defaultdict(list)
    for test in tests:
        if test.user_id:
            found["user", test.user_id].append(test)
        if test.candidate and test.candidate.learner_id:
            found["learner", test.candidate.learner_id].append(test)
    return found


def _codes(tests: QuerySet[CertificationTest]) -> dict[int, str]:
    """Of the certificates in force, by candidate."""
    in_force = Certificate.objects.filter(
        candidate__test__in=tests.order_by().values("pk"), revoked_at=None
    )
    return dict(in_force.order_by("pk").values_list("candidate_id", "code"))


def _is_published(test: CertificationTest) -> bool:
    return test.candidate is not None and test.candidate.session.state == SessionState.PUBLISHED


def _is_cancelled(test: CertificationTest, results: dict[int, Result]) -> bool:
    result = results.get(test.pk)
    return _is_published(test) and result is not None and result.status == ResultStatus.CANCELLED


def _certification(
    learner: Learner, test: CertificationTest, result: Result | None, codes: dict[int, str]
) -> Certification:
    """Nothing of a result is told before its publication."""
    candidate = test.candidate
    assert candidate is not None  # noqa: S101 -- only such tests are read
    status: Status = _PENDING
    if result is not None and _is_published(test):
        status = _TOLD.get(ResultStatus(result.status), _PENDING)
    shown = result if status != _PENDING else None
    levels = shown.competences if shown and shown.status == ResultStatus.VALIDATED else {}
    return Certification(
        id=test.pk,
        first_name=learner.first_name,
        middle_name=learner.middle_name or None,
        third_name=learner.third_name or None,
        last_name=learner.last_name,
        birthdate=learner.birth_date,
        national_student_id=learner.national_id or None,
        status=status,
        pix_score=shown.pix if shown else None,
        verification_code=codes.get(candidate.pk) if shown else None,
        date=test.started_at,
        delivered_at=candidate.session.published_at if shown else None,
        certification_center=candidate.session.centre.name,
        competence_results=[
            CompetenceResult(competence_id=code, level=one["level"])
            for code, one in sorted(levels.items())
        ],
    )
