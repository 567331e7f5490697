"""What the papers of a campaign say: of a class for its team, of each pupil for a family."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from campaigns.enums import CampaignKind, ParticipationState
from campaigns.models import Badge, Campaign, Participation, Stage
from campaigns.selectors.activity import Row, participants_of, rows_of
from campaigns.selectors.digests import compute_digest
from campaigns.selectors.endings import stage_reached
from campaigns.selectors.pinned import pinned_badges, pinned_stages
from campaigns.selectors.tallies import Digest, next_steps, place_of
from competences.engine import Status
from competences.models import Competence, Lesson, Skill, Topic

# A paper of so many people is set in about two seconds.
MOST_IN_A_CLASS: Final = 100
_ACQUIRED_SHOWN: Final = 6
_STEPS_SHOWN: Final = 4


@dataclass(frozen=True)
class ClassReport:
    """The current run of each; `digest`: of those that were sent."""

    campaign: Campaign
    class_name: str | None
    rows: list[Row]
    digest: Digest
    competences: list[Competence]
    stages: list[Stage]

    @property
    def collects(self) -> bool:
        return self.campaign.kind == CampaignKind.COLLECTION


@dataclass(frozen=True)
class Step:
    """A skill to work on, and the lesson of its topic if there is one."""

    can: str
    lesson: Lesson | None


@dataclass(frozen=True)
class FamilySheet:
    """A result that was sent, in words."""

    run: Participation
    competences: list[tuple[Competence, Mapping[str, int]]]
    stage: Stage | None = None
    stars: int = 0
    badges: list[str] = field(default_factory=list)
    acquired: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def people_in(campaign: Campaign, *, class_name: str | None = None, sent_only: bool = False) -> int:
    state = ParticipationState.SENT if sent_only else ""
    return participants_of(campaign, class_name=class_name, state=state).order_by().count()


def class_report(campaign: Campaign, *, class_name: str | None = None) -> ClassReport:
    runs = participants_of(campaign, class_name=class_name)
    light = runs.select_related("user", "learner", "series", "result").defer("result__skills")
    digest = compute_digest(runs)
    return ClassReport(
        campaign=campaign,
        class_name=class_name,
        rows=rows_of(light),
        digest=digest,
        competences=_competences(digest.competences),
        stages=pinned_stages(campaign),
    )


def _competences(codes: Mapping[str, Any] | set[str]) -> list[Competence]:
    return list(Competence.objects.filter(pk__in=list(codes)).order_by("pk"))


def family_sheets(campaign: Campaign, *, class_name: str | None = None) -> list[FamilySheet]:
    """Of those who sent, by name. In five queries, whatever their number."""
    sent = participants_of(campaign, class_name=class_name, state=ParticipationState.SENT)
    runs = list(sent.select_related("user", "learner", "result"))
    words = _Words.of(campaign, runs)
    return [words.sheet(run) for run in runs]


@dataclass(frozen=True)
class _Words:
    """Those of the bank and of the profile, read once for everybody."""

    competences: list[Competence]
    topics: Mapping[str, Topic]
    cans: Mapping[str, str]
    lessons: Mapping[str, Lesson]
    stages: list[Stage]
    badges: list[Badge]

    @classmethod
    def of(cls, campaign: Campaign, runs: Sequence[Participation]) -> "_Words":
        skills = {skill for run in runs for skill in run.result.skills}
        topics = {topic for run in runs for topic in run.result.topics}
        cans = Skill.objects.filter(pk__in=skills).order_by().values_list("pk", "can")
        lessons = Lesson.objects.filter(pk__in=topics, active=True).order_by("pk")
        return cls(
            competences=_competences({code for run in runs for code in run.result.competences}),
            topics={topic.pk: topic for topic in Topic.objects.filter(pk__in=topics).order_by()},
            cans=dict(cans),
            lessons={lesson.pk: lesson for lesson in lessons},
            stages=pinned_stages(campaign),
            badges=pinned_badges(campaign),
        )

    def sheet(self, run: Participation) -> FamilySheet:
        result = run.result
        return FamilySheet(
            run=run,
            competences=[
                (one, result.competences[one.pk])
                for one in self.competences
                if one.pk in result.competences
            ],
            stage=stage_reached(self.stages, result.stars),
            stars=sum(1 for stage in self.stages if stage.threshold),
            badges=[badge.title for badge in self.badges if _is_won(result.badges, badge)],
            acquired=self._acquired(result.skills),
            steps=self._steps(result.skills),
        )

    def _acquired(self, skills: Mapping[str, Sequence[Any]]) -> list[str]:
        """The hardest of each topic, the hardest topics first."""
        best: dict[str, tuple[int, str]] = {}
        for skill in (one for one, known in skills.items() if known[0] == Status.VALIDATED):
            topic, level = place_of(skill)
            best[topic] = max(best.get(topic, (0, "")), (level, skill))
        hardest = sorted(best.values(), key=lambda one: (-one[0], one[1]))
        return [self.cans[skill] for _, skill in hardest if skill in self.cans][:_ACQUIRED_SHOWN]

    def _steps(self, skills: Mapping[str, Any]) -> list[Step]:
        """The easiest of each topic that is not acquired, the easiest first."""
        easiest = sorted(next_steps(skills).items(), key=lambda one: one[1])
        known = [(topic, skill) for topic, (_, skill) in easiest if skill in self.cans]
        return [Step(self.cans[s], self.lessons.get(topic)) for topic, s in known[:_STEPS_SHOWN]]


def _is_won(stored: Mapping[str, Mapping[str, Any]], badge: Badge) -> bool:
    return bool(stored.get(badge.key, {}).get("won"))
