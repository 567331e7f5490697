"""The campaigns of a person, as her own list shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from campaigns.enums import CampaignKind, ParticipationState
from campaigns.models import Participation
from campaigns.selectors.campaigns import Opening, opening_of
from competences.enums import AssessmentKind, AssessmentState
from competences.models import Assessment


@dataclass(frozen=True)
class Run:
    """A participation as its owner sees it, now."""

    participation: Participation
    opening: Opening
    now: datetime
    position: int = 0
    """Of the question now asked, over the whole series; 0 when there is none."""
    address: str = ""
    """Of what comes next."""

    @property
    def title(self) -> str:
        return self.participation.campaign.title or self.participation.campaign.name

    @property
    def is_started(self) -> bool:
        return self.participation.state == ParticipationState.STARTED

    @property
    def is_sent(self) -> bool:
        return self.participation.state == ParticipationState.SENT

    @property
    def is_open(self) -> bool:
        return self.opening == Opening.OPEN

    @property
    def competences(self) -> list[str]:
        """Codes of those whose profile the answers make: an exam makes none."""
        series = self.participation.series
        if series is None or series.kind == AssessmentKind.EXAM:
            return []
        return [section["competence"] for section in series.plan]

    @property
    def may_be_retaken(self) -> bool:
        """As far as a list can tell: the page of the campaign says more."""
        campaign, sent_at = self.participation.campaign, self.participation.sent_at
        if not (self.is_open and campaign.multiple_sendings and sent_at):
            return False
        return sent_at + settings.RETRY_DELAY <= self.now and not self._has_won_all

    @property
    def _has_won_all(self) -> bool:
        evaluated = self.participation.campaign.kind == CampaignKind.EVALUATION
        return evaluated and self.mastery is not None and self.mastery >= 1

    @property
    def mastery(self) -> float | None:
        result = getattr(self.participation, "result", None)
        if result is None or self.participation.campaign.kind == CampaignKind.COLLECTION:
            return None
        return float(result.mastery)

    @property
    def closes_soon(self) -> datetime | None:
        """The deadline, when it is a matter of days."""
        closes_at = self.participation.campaign.closes_at
        soon = closes_at is not None and closes_at - self.now < timedelta(days=7)
        return closes_at if soon else None


def runs_of(participations: QuerySet[Participation], *, now: datetime) -> list[Run]:
    """Current ones, latest first. Two queries."""
    rows = list(
        participations.filter(is_current=True, deleted_at=None)
        .select_related("campaign__organisation", "series", "result")
        .defer("result__skills", "result__topics", "result__competences")
        .order_by("-started_at", "-pk")
    )
    tests = _tests_under_way(rows)
    return [_run(row, tests.get(row.series_id), now) for row in rows]


def runs_to_resume(user_id: int, *, now: datetime) -> list[Run]:
    """Open campaigns that this person has begun and not sent. Two queries."""
    unsent = Participation.objects.filter(user=user_id).exclude(state=ParticipationState.SENT)
    return [run for run in runs_of(unsent, now=now) if run.is_open]


def _run(row: Participation, test: Assessment | None, now: datetime) -> Run:
    campaign = row.campaign
    is_started = row.state == ParticipationState.STARTED
    after = f"/parcours/{campaign.code}/" + ("" if is_started else "bilan/")
    return Run(
        participation=row,
        opening=opening_of(campaign, now=now),
        now=now,
        position=test.asked_before + test.position if test else 0,
        address=f"/test/{test.public_id}/" if test else after,
    )


def _tests_under_way(rows: Sequence[Participation]) -> dict[int | None, Assessment]:
    series = [row.series_id for row in rows if row.state == ParticipationState.STARTED]
    tests = Assessment.objects.filter(series__in=series, state=AssessmentState.STARTED)
    return {test.series_id: test for test in tests.defer("evidence").order_by("pk")}
