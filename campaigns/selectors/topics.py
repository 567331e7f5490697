"""The topics of the bank as teachers choose among them, and what a choice amounts to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from campaigns.selectors.entry import usual_minutes
from competences.bank.schema import CompetenceSpec, DomainSpec
from competences.selectors.bank import bank_of, current_release_id
from competences.services.series import Section, usual_questions


@dataclass(frozen=True)
class Step:
    """A skill: what somebody can do at this level."""

    level: int
    can: str


@dataclass(frozen=True)
class TopicToAsk:
    """A topic with the levels that the bank has, the lowest first."""

    id: str
    title: str
    description: str
    steps: tuple[Step, ...]

    @cached_property
    def levels(self) -> tuple[int, ...]:
        return tuple(step.level for step in self.steps)

    def capped(self, level: int) -> int | None:
        """The highest level of the bank at or under this one; none if it has none so low."""
        return max((own for own in self.levels if own <= level), default=None)


@dataclass(frozen=True)
class CompetenceToAsk:
    spec: CompetenceSpec
    domain: DomainSpec
    topics: tuple[TopicToAsk, ...]


@dataclass(frozen=True)
class Referential:
    """Competences that have topics, in order."""

    competences: tuple[CompetenceToAsk, ...]

    @cached_property
    def topics(self) -> Mapping[str, TopicToAsk]:
        return {topic.id: topic for one in self.competences for topic in one.topics}

    @cached_property
    def competence_of(self) -> Mapping[str, str]:
        return {topic.id: one.spec.code for one in self.competences for topic in one.topics}


@dataclass(frozen=True)
class Covered:
    """A competence of which something is asked: how many of its topics, and how far."""

    competence: CompetenceToAsk
    chosen: int
    highest: int


@dataclass(frozen=True)
class Reach:
    """What topics, each up to a level, amount to: what is asked, and how long it takes."""

    covered: tuple[Covered, ...]
    topics: int
    skills: int
    lowest: int
    highest: int
    questions: int
    minutes: int


def referential() -> Referential:
    """Of the bank that new tests use. One query."""
    return _referential(current_release_id())


@lru_cache(maxsize=2)
def _referential(release_id: int) -> Referential:
    content = bank_of(release_id, 0).content
    found = []
    for domain in content.framework.domains:
        for spec in domain.competences:
            topics = tuple(
                TopicToAsk(
                    id=topic.topic,
                    title=topic.title,
                    description=topic.description,
                    steps=tuple(
                        Step(skill.level, skill.can)
                        for skill in sorted(topic.skills, key=lambda skill: skill.level)
                    ),
                )
                for topic in content.topics_of(spec.code)
                if topic.skills
            )
            if topics:
                found.append(CompetenceToAsk(spec, domain, topics))
    return Referential(tuple(found))


def still_asked(topics: Mapping[str, int], known: Referential) -> dict[str, int]:
    """Those of which the bank has something up to their level, capped to the levels it has."""
    capped = {
        id_: known.topics[id_].capped(level) for id_, level in topics.items() if id_ in known.topics
    }
    return {id_: level for id_, level in capped.items() if level is not None}


def within(known: Referential, topics: Mapping[str, int]) -> Referential:
    """Only these topics, with the levels up to theirs."""
    asked = still_asked(topics, known)
    kept = []
    for one in known.competences:
        own = tuple(
            replace(topic, steps=tuple(s for s in topic.steps if s.level <= asked[topic.id]))
            for topic in one.topics
            if topic.id in asked
        )
        if own:
            kept.append(replace(one, topics=own))
    return Referential(tuple(kept))


def reach_of(topics: Mapping[str, int], known: Referential) -> Reach:
    """No query: `known` is read once for all that a page shows."""
    asked = still_asked(topics, known)
    plan = list(_sections(asked, known))
    levels = [
        level
        for id_, highest in asked.items()
        for level in known.topics[id_].levels
        if level <= highest
    ]
    return Reach(
        covered=tuple(_covered(asked, known)),
        topics=len(asked),
        skills=len(levels),
        lowest=min(levels, default=0),
        highest=max(levels, default=0),
        questions=usual_questions(plan),
        minutes=usual_minutes(plan),
    )


def _sections(asked: Mapping[str, int], known: Referential) -> Iterator[Section]:
    for one in known.competences:
        topics = {topic.id: asked[topic.id] for topic in one.topics if topic.id in asked}
        if topics:
            yield Section(competence=one.spec.code, topics=topics)


def _covered(asked: Mapping[str, int], known: Referential) -> Iterator[Covered]:
    for one in known.competences:
        levels = [asked[topic.id] for topic in one.topics if topic.id in asked]
        if levels:
            yield Covered(one, len(levels), max(levels))
