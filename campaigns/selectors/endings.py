"""What the end page of a campaign shows: a stored result, with the words of its bank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from campaigns.models import Badge, Participation, ParticipationResult, Stage
from campaigns.selectors.drawings import Levels, picture, strip
from campaigns.selectors.pinned import pinned_badges, pinned_stages
from competences.bank.schema import CompetenceSpec
from competences.engine import Status
from competences.enums import AssessmentKind
from competences.models import Series
from competences.selectors.bank import LoadedBank, bank_of, current_bank
from competences.selectors.results import Learnt, learnt

_LESSONS_SHOWN = 6


@dataclass(frozen=True)
class TopicLine:
    title: str
    levels: Levels
    drawing: SafeString

    @property
    def validated(self) -> int:
        return sum(validated for _, validated in self.levels)

    @property
    def total(self) -> int:
        return len(self.levels)


@dataclass(frozen=True)
class Part:
    """One competence of the result. `test`: where its corrections are, if any may be read."""

    competence: CompetenceSpec
    validated: int
    total: int
    topics: list[TopicLine]
    test: UUID | None

    @property
    def domain(self) -> str:
        return self.competence.code[0]

    @property
    def mastery(self) -> float:
        return self.validated / self.total if self.total else 0.0


@dataclass(frozen=True)
class BadgeLine:
    title: str
    message: str
    is_won: bool
    progress: int


@dataclass(frozen=True)
class Ending:
    """Of an evaluation or an exam."""

    result: ParticipationResult
    stage: Stage | None
    stars: int
    badges: list[BadgeLine]
    parts: list[Part]
    learnt: Learnt

    @property
    def picture(self) -> SafeString:
        """Every topic of the campaign, in its colour."""
        return picture(
            [(part.domain, topic.levels) for part in self.parts for topic in part.topics]
        )

    @property
    def places(self) -> range:
        """Of the stars, won or not."""
        return range(1, self.stars + 1)

    @property
    def won(self) -> list[BadgeLine]:
        return [badge for badge in self.badges if badge.is_won]

    @property
    def to_win(self) -> list[BadgeLine]:
        return [badge for badge in self.badges if not badge.is_won]


def ending_of(participation: Participation, series: Series) -> Ending:
    """Of a finished run, from what is stored. At most two queries once the bank is loaded."""
    result, campaign = participation.result, participation.campaign
    stages = pinned_stages(campaign)
    return Ending(
        result=result,
        stage=stage_reached(stages, result.stars),
        stars=sum(1 for stage in stages if stage.threshold),
        badges=_badge_lines(pinned_badges(campaign), result),
        parts=_parts(series, result),
        learnt=learnt(series, result.skills, lessons=_LESSONS_SHOWN),
    )


def stage_reached(stages: Sequence[Stage], stars: int) -> Stage | None:
    """The stage told with so many stars: results store a count, campaigns the words."""
    steps = [stage for stage in stages if stage.threshold]
    if stars:
        return steps[min(stars, len(steps)) - 1] if steps else None
    return next((stage for stage in stages if not stage.threshold), None)


def _badge_lines(badges: Sequence[Badge], result: ParticipationResult) -> list[BadgeLine]:
    """Those of the profile that the result knows; a secret one appears once it is won."""
    lines = []
    for badge in badges:
        stored = result.badges.get(badge.key)
        if stored and (stored["won"] or badge.is_shown_before):
            lines.append(
                BadgeLine(badge.title, badge.message, stored["won"], int(stored["progress"]))
            )
    return lines


def _parts(series: Series, result: ParticipationResult) -> list[Part]:
    bank = bank_of(series.release_id, series.parameter_version)
    tests = _readable_tests(series)
    titles = {topic.topic: topic.title for topic in bank.content.topics}
    parts = []
    for section in series.plan:
        code, topics = section["competence"], sorted(section["topics"], key=titles.__getitem__)
        tally = result.competences.get(code, {"validated": 0, "total": 0})
        parts.append(
            Part(
                competence=bank.competences[code],
                validated=tally["validated"],
                total=tally["total"],
                topics=[
                    _topic_line(titles[topic], code[0], _levels(bank, topic, result))
                    for topic in topics
                ],
                test=tests.get(code),
            )
        )
    return parts


def _topic_line(title: str, domain: str, levels: Levels) -> TopicLine:
    return TopicLine(title, levels, strip(domain, levels))


def _levels(bank: LoadedBank, topic: str, result: ParticipationResult) -> Levels:
    """Levels aimed at in a topic, each with whether it is validated."""
    return [
        (skill.level, result.skills[skill.id][0] == Status.VALIDATED)
        for skill in bank.skills.values()
        if skill.topic == topic and skill.id in result.skills
    ]


def _readable_tests(series: Series) -> dict[str, UUID]:
    """By competence, the tests whose corrections may be read: none in an exam. One query."""
    if series.kind == AssessmentKind.EXAM:
        return {}
    tests = series.tests.filter(answered__gt=0, completed_at__isnull=False)
    return dict(tests.order_by("pk").values_list("competence_id", "public_id"))


@dataclass(frozen=True)
class CollectedLine:
    competence: CompetenceSpec
    pix: int
    level: int

    @property
    def domain(self) -> str:
        return self.competence.code[0]


@dataclass(frozen=True)
class Collected:
    """A profile as it is, or would be, sent."""

    lines: list[CollectedLine]

    @property
    def pix(self) -> int:
        return sum(line.pix for line in self.lines)

    @property
    def mosaic(self) -> list[tuple[int, int, int]]:
        return [(int(line.domain), line.pix, 0) for line in self.lines]


def collected_of(profiles: Mapping[str, Mapping[str, int]]) -> Collected:
    """`profiles`: {competence: {"pix", "level"}}, of now or as it was sent."""
    competences = current_bank().competences
    nothing = {"pix": 0, "level": 0}
    return Collected(
        [
            CollectedLine(competences[code], **profiles.get(code, nothing))
            for code in sorted(competences)
        ]
    )
