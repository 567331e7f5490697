"""What the jury reads: sessions to process, a session, a test with its questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from certification.engine import JURY_FLAG
from certification.enums import AppealState, ResultStatus, SessionState, TestState
from certification.models import (
    Appeal,
    CertificationTest,
    IncidentReport,
    LiveAlert,
    Neutralisation,
    Result,
    Session,
)
from certification.selectors.sittings import latest_results
from competences.enums import Outcome
from competences.models import Answer
from competences.selectors.bank import bank_of, variant_of


def waiting_sessions() -> QuerySet[Session]:
    """Finalised and not published, the oldest first, with what the jury wants to know of each."""
    tests = CertificationTest.objects.filter(candidate__session=OuterRef("pk"))
    latest = Result.objects.filter(test__candidate__session=OuterRef("pk")).exclude(
        # A later result of the same test counts instead.
        pk__lt=Subquery(
            Result.objects.filter(test=OuterRef("test")).order_by("-pk").values("pk")[:1]
        )
    )
    reports = IncidentReport.objects.filter(session=OuterRef("pk"), resolved_at=None)
    return (
        Session.objects.filter(state__in=[SessionState.FINALISED, SessionState.IN_PROCESS])
        .select_related("centre", "officer")
        .annotate(
            sat=Count("candidates", filter=Q(candidates__test__isnull=False)),
            has_reports=Exists(reports),
            has_error=Exists(latest.filter(status=ResultStatus.ERROR)),
            is_odd=Exists(latest.filter(person_fit__lt=JURY_FLAG)),
            lacks_result=Exists(tests.filter(state=TestState.ENDED, results__isnull=True)),
        )
        .order_by("finalised_at", "pk")
    )


def is_ready(session: Session) -> bool:
    """Of `waiting_sessions`: whether nothing waits for the jury."""
    held = session.has_reports or session.has_error or session.is_odd  # type: ignore[attr-defined]  # annotated
    unscored = session.scored_at is None or session.lacks_result  # type: ignore[attr-defined]  # annotated
    taken = session.state == SessionState.IN_PROCESS
    return not (held or unscored or taken or session.global_comment)


def published_sessions() -> QuerySet[Session]:
    """The newest first."""
    published = Session.objects.filter(state=SessionState.PUBLISHED).select_related("centre")
    sat = Count("candidates", filter=Q(candidates__test__isnull=False))
    return published.annotate(sat=sat).order_by("-published_at", "pk")


def open_appeals() -> QuerySet[Appeal]:
    """The oldest first."""
    return (
        Appeal.objects.filter(state=AppealState.OPEN)
        .select_related("test__candidate__session__centre")
        .order_by("made_at", "pk")
    )


@dataclass(frozen=True)
class Judged:
    """A test of a session, with the result that counts."""

    test: CertificationTest
    result: Result | None

    @property
    def is_odd(self) -> bool:
        """Whether the answers do not look like the profile's."""
        fit = self.result.person_fit if self.result else None
        return fit is not None and fit < JURY_FLAG


@dataclass(frozen=True)
class Tally:
    """A session at a glance."""

    sat: int
    validated: int
    others: int
    to_look_at: int


def tally_of(judged: list[Judged]) -> Tally:
    """`others`: rejected, cancelled or in error; `to_look_at`: in error, or odd."""
    statuses = [one.result.status for one in judged if one.result]
    validated = statuses.count(ResultStatus.VALIDATED)
    odd = sum(one.is_odd for one in judged) + statuses.count(ResultStatus.ERROR)
    return Tally(len(judged), validated, len(statuses) - validated, odd)


def judged_tests(session: Session) -> list[Judged]:
    """Two queries, whatever the number of candidates; in the order of names."""
    tests = (
        CertificationTest.objects.filter(candidate__session=session)
        .select_related("candidate", "format")
        .annotate(
            freed=Count("neutralisations", filter=Q(neutralisations__lifted_at=None)),
        )
        .order_by("candidate__search_name", "pk")
    )
    results = latest_results(CertificationTest.objects.filter(candidate__session=session))
    return [Judged(test, results.get(test.pk)) for test in tests]


@dataclass(frozen=True)
class QuestionRow:
    """A question of a test, as the jury reads it."""

    position: int
    competence: str
    title: str
    challenge_id: str
    outcome: str
    is_right: bool
    seconds: float
    answered_at: datetime
    alert: LiveAlert | None
    neutralisation: Neutralisation | None


def questions_of(test: CertificationTest) -> list[QuestionRow]:
    """Three queries, whatever the number of questions."""
    release = test.assessment.release_id
    bank = bank_of(release, test.assessment.parameter_version)
    alerts = {one.position: one for one in test.alerts.order_by("pk")}
    freed: Mapping[int, Neutralisation] = {
        one.position: one for one in test.neutralisations.filter(lifted_at=None).order_by("pk")
    }
    answers = Answer.objects.filter(assessment=test.assessment_id).order_by("position")
    return [
        QuestionRow(
            position=answer.position,
            competence=bank.competence_of.get(answer.challenge_id, ""),
            title=variant_of(release, answer.challenge_id, answer.variant).title,
            challenge_id=answer.challenge_id,
            outcome=answer.get_outcome_display(),
            is_right=answer.outcome == Outcome.CORRECT,
            seconds=answer.seconds,
            answered_at=answer.answered_at,
            alert=alerts.get(answer.position),
            neutralisation=freed.get(answer.position),
        )
        for answer in answers
    ]
