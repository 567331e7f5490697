"""One participation as the team reads it: never an answer, and nothing but this campaign."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.safestring import SafeString

from campaigns.enums import CampaignKind, ParticipationState
from campaigns.models import Badge, Participation, ParticipationResult, Stage
from campaigns.selectors.drawings import strip
from campaigns.selectors.endings import stage_reached
from campaigns.selectors.pinned import pinned_badges, pinned_stages
from campaigns.selectors.results import places_of, won
from campaigns.selectors.tallies import place_of
from competences.engine import Status
from competences.models import Assessment, Competence, Skill, Topic
from competences.services.series import usual_questions


@dataclass(frozen=True)
class SkillLine:
    can: str
    level: int
    status: str

    @property
    def is_validated(self) -> bool:
        return self.status == Status.VALIDATED


@dataclass(frozen=True)
class TopicLine:
    title: str
    tally: Mapping[str, int]
    skills: list[SkillLine]
    domain: str

    @property
    def drawing(self) -> SafeString:
        """A pixel a skill, the easiest first."""
        return strip(self.domain, [(one.level, one.is_validated) for one in self.skills])


@dataclass(frozen=True)
class CompetenceLine:
    """`tally`: {"validated", "total", "level"}, or {"pix", "level"} in a collection."""

    competence: Competence
    tally: Mapping[str, int]
    topics: list[TopicLine]

    @property
    def domain(self) -> str:
        return self.competence.domain_id


@dataclass(frozen=True)
class BadgeLine:
    title: str
    is_won: bool
    progress: int


@dataclass(frozen=True)
class Sending:
    """A run of the same person; `gained`: points of mastery, or pix, since the one before."""

    run: Participation
    is_shown: bool
    gained: int | None


@dataclass(frozen=True)
class RunPage:
    """`result` is None until it is sent: only then is it the team's."""

    run: Participation
    result: ParticipationResult | None
    stage: Stage | None
    places: int
    badges: list[BadgeLine]
    competences: list[CompetenceLine]
    history: list[Sending]
    answered: int
    questions: int


def page_of_run(run: Participation) -> RunPage:
    """In six queries, whatever was asked."""
    stages, badges = pinned_stages(run.campaign), pinned_badges(run.campaign)
    result = sent_result(run)
    return RunPage(
        run=run,
        result=result,
        stage=stage_reached(stages, result.stars) if result else None,
        places=places_of(stages),
        badges=_badge_lines(badges, result.badges) if result else [],
        competences=_competence_lines(result) if result else [],
        history=_history(run),
        answered=_answered(run),
        questions=usual_questions(run.series.plan) if run.series else 0,
    )


def sent_result(run: Participation) -> ParticipationResult | None:
    if run.state != ParticipationState.SENT:
        return None
    return ParticipationResult.objects.filter(participation=run).first()


def _badge_lines(badges: Sequence[Badge], stored: Mapping[str, Any]) -> list[BadgeLine]:
    return [
        BadgeLine(badge.title, won(stored, badge.key), int(stored[badge.key]["progress"]))
        for badge in badges
        if badge.key in stored
    ]


def _competence_lines(result: ParticipationResult) -> list[CompetenceLine]:
    topics = _topic_lines(result)
    rows = Competence.objects.filter(pk__in=result.competences).order_by("pk")
    return [CompetenceLine(row, result.competences[row.pk], topics[row.pk]) for row in rows]


def _topic_lines(result: ParticipationResult) -> dict[str, list[TopicLine]]:
    """By competence. Those that left the bank since keep their words."""
    cans = dict(Skill.objects.filter(pk__in=result.skills).order_by().values_list("pk", "can"))
    skills: dict[str, list[SkillLine]] = defaultdict(list)
    for skill in sorted(result.skills, key=place_of):
        topic, level = place_of(skill)
        skills[topic].append(SkillLine(cans.get(skill, skill), level, result.skills[skill][0]))
    found: dict[str, list[TopicLine]] = defaultdict(list)
    for row in Topic.objects.filter(pk__in=result.topics).order_by("title"):
        domain = row.competence_id.partition(".")[0]
        line = TopicLine(row.title, result.topics[row.pk], skills[row.pk], domain)
        found[row.competence_id].append(line)
    return found


def _history(run: Participation) -> list[Sending]:
    """The runs of this person in this campaign, the last one first; this one without account."""
    runs = Participation.objects.filter(pk=run.pk)
    if run.user_id:
        runs = Participation.objects.filter(campaign=run.campaign_id, user=run.user_id)
    rows = runs.filter(deleted_at=None).select_related("result").order_by("rank")
    history: list[Sending] = []
    before: int | None = None
    for row in rows:
        figure = _figure(row, run.campaign.kind)
        gained = figure - before if figure is not None and before is not None else None
        history.append(Sending(row, row.pk == run.pk, gained))
        before = before if figure is None else figure
    return history[::-1]


def _figure(run: Participation, kind: str) -> int | None:
    """Percent of mastery, or pix, of a run that was sent."""
    result: ParticipationResult | None = getattr(run, "result", None)
    if result is None or run.state != ParticipationState.SENT:
        return None
    return result.pix or 0 if kind == CampaignKind.COLLECTION else round(100 * result.mastery)


def _answered(run: Participation) -> int:
    tests = Assessment.objects.filter(series=run.series_id) if run.series_id else None
    return (tests.aggregate(done=Sum("answered"))["done"] or 0) if tests is not None else 0
