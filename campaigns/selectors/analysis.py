"""What the results of a campaign teach a team: competences, topics, skills, and what to work on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean

from accounts.models import Organisation, User
from campaigns.models import Resource
from campaigns.selectors.recommendation import Degree, NextStep, Score, next_step_of, score_of
from campaigns.selectors.resources import resources_for
from campaigns.selectors.tallies import CompetenceTally, Digest, TopicTally, place_of
from competences.models import Competence, Lesson, Skill, Topic
from competences.selectors.lessons import lessons


@dataclass(frozen=True)
class SkillLine:
    """A skill: who has validated it, among how many."""

    can: str
    level: int
    validated: int
    results: int

    @property
    def share(self) -> float:
        return self.validated / self.results if self.results else 0.0


@dataclass(frozen=True)
class TopicLine:
    """A topic, with what may help to work on it. `next_can`: what most people come to next."""

    topic: Topic
    tally: TopicTally
    score: Score
    step: NextStep | None
    next_can: str
    skills: list[SkillLine]
    lesson: Lesson | None = None
    resources: list[Resource] = field(default_factory=list)

    @property
    def degree(self) -> Degree:
        return self.score.degree


@dataclass(frozen=True)
class CompetenceLine:
    """Its topics that were asked; levels are means over them."""

    competence: Competence
    tally: CompetenceTally
    topics: list[TopicLine]

    @property
    def level(self) -> float:
        return mean(line.tally.level for line in self.topics) if self.topics else 0.0

    @property
    def max_level(self) -> float:
        return mean(line.tally.max_level for line in self.topics) if self.topics else 0.0

    @property
    def rounded_pix(self) -> int:
        """Of a collection: the mean of those who have begun it, as its mosaic draws it."""
        return round(self.tally.mean_pix)


@dataclass(frozen=True)
class Analysis:
    """`topics`: the most recommended first; `competences`: in the order of the referential."""

    topics: list[TopicLine]
    competences: list[CompetenceLine]

    @property
    def first(self) -> TopicLine | None:
        """What to teach next."""
        best = next(iter(self.topics), None)
        return best if best is not None and best.degree > Degree.ACQUIRED else None

    @property
    def others(self) -> list[TopicLine]:
        """What may come after it."""
        return [line for line in self.topics[1:4] if line.degree > Degree.ACQUIRED]


def analysis_of(digest: Digest, *, school: Organisation, user: User) -> Analysis:
    """In five queries, whatever the digest holds. `user`: whose own resources are shown too."""
    topics = Topic.objects.filter(pk__in=digest.topics).select_related("competence__domain")
    cans = dict(Skill.objects.filter(pk__in=digest.skills).order_by().values_list("pk", "can"))
    helps = Helps(
        {lesson.pk: lesson for lesson in lessons().filter(pk__in=digest.topics)},
        resources_for(digest.topics, school, user),
    )
    skills = _skill_lines(digest, cans)
    lines = [
        _topic_line(topic, digest.topics[topic.pk], skills[topic.pk], cans, helps)
        for topic in topics.order_by("title")
    ]
    by_competence = _competence_lines(digest.competences, lines)
    return Analysis(sorted(lines, key=lambda line: -line.score.total), by_competence)


@dataclass(frozen=True)
class Helps:
    """What there is to work with, by topic."""

    lessons: Mapping[str, Lesson]
    resources: Mapping[str, list[Resource]]


def _topic_line(
    topic: Topic,
    tally: TopicTally,
    skills: list[SkillLine],
    cans: Mapping[str, str],
    helps: Helps,
) -> TopicLine:
    step = next_step_of(tally)
    return TopicLine(
        topic=topic,
        tally=tally,
        score=score_of(tally),
        step=step,
        next_can=cans.get(step.skill, "") if step else "",
        skills=skills,
        lesson=helps.lessons.get(topic.pk),
        resources=helps.resources.get(topic.pk, []),
    )


def _skill_lines(digest: Digest, cans: Mapping[str, str]) -> dict[str, list[SkillLine]]:
    """By topic, the easiest first."""
    found: dict[str, list[SkillLine]] = defaultdict(list)
    for skill, (validated, results) in digest.skills.items():
        topic, level = place_of(skill)
        if skill in cans:
            found[topic].append(SkillLine(cans[skill], level, validated, results))
    for lines in found.values():
        lines.sort(key=lambda line: line.level)
    return found


def _competence_lines(
    tallies: Mapping[str, CompetenceTally], topics: Sequence[TopicLine]
) -> list[CompetenceLine]:
    """Those that were asked, and in a collection those that somebody has begun. One query."""
    rows = Competence.objects.filter(pk__in=tallies).select_related("domain").order_by("pk")
    by_competence: dict[str, list[TopicLine]] = defaultdict(list)
    for line in topics:
        by_competence[line.topic.competence_id].append(line)
    return [CompetenceLine(row, tallies[row.pk], by_competence[row.pk]) for row in rows]
