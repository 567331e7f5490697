"""Enough of everything: topics, levels, variants, doing, and a way round each barrier."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from competences.bank.content import BankContent
from competences.bank.problems import Place, Problem, error, warning
from competences.bank.schema import Barrier, ChallengeSpec, Kind, SkillSpec, TopicSpec

from .entries import Entry

FEWEST_TOPICS = 4
FEWEST_LEVELS = 5
FEWEST_SKILLS_PER_LEVEL = 2
FEWEST_CHALLENGES = 2
ENOUGH_VARIANTS = 5
DOING_SHARE = 0.25
LEVELS = range(1, 9)


def check_coverage(content: BankContent, entries: Sequence[Entry]) -> Iterator[Problem]:
    for entry in entries:
        yield from _sight(entry)
    for _, group in groupby(entries, key=lambda entry: entry.skill.id):
        yield from _skill(list(group))
    for competence in content.competences():
        topics = content.topics_of(competence.code)
        if topics:
            yield from _competence(content, competence.code, topics)


def _skill(entries: Sequence[Entry]) -> Iterator[Problem]:
    first = entries[0]
    place = first.content.place(first.topic.topic, *first.keys[:2])
    skill = first.skill
    if len(skill.challenges) < FEWEST_CHALLENGES and skill.variant_count < ENOUGH_VARIANTS:
        message = f"{FEWEST_CHALLENGES} challenges, or {ENOUGH_VARIANTS} variants, are expected"
        yield error(place, f"{skill.id}: {message}")
    for barrier in _unavoidable(skill):
        yield error(place, f"{skill.id}: no challenge is free of {barrier}")


def _sight(entry: Entry) -> Iterator[Problem]:
    challenge = entry.challenge
    if challenge.kind is Kind.HOTSPOT and Barrier.NEEDS_SIGHT not in challenge.barriers:
        yield entry.error("pointing at a picture needs sight: declare it in 'barriers'", "kind")


def _unavoidable(skill: SkillSpec) -> list[str]:
    return sorted(set.intersection(*map(barriers_of, skill.challenges)))


def barriers_of(challenge: ChallengeSpec) -> set[str]:
    """Declared ones, and those that its kind implies."""
    implied = {"needs_javascript"} if challenge.simulator else set()
    return {*map(str, challenge.barriers), *implied}


def _competence(content: BankContent, code: str, topics: Sequence[TopicSpec]) -> Iterator[Problem]:
    place = Place(content.place(topics[0].topic).file.partition("/")[0] or code, 1)
    if len(topics) < FEWEST_TOPICS:
        message = f"{len(topics)} topics, {FEWEST_TOPICS} are expected"
        yield warning(place, f"{code}: {message}")
    for topic in topics:
        if len(topic.skills) < FEWEST_LEVELS:
            message = f"{len(topic.skills)} levels, {FEWEST_LEVELS} are expected"
            yield warning(content.place(topic.topic, "skills"), f"{topic.topic}: {message}")
    skills = [skill for topic in topics for skill in topic.skills]
    yield from _levels(place, code, skills)
    doing = sum(skill.doing for skill in skills) / len(skills)
    if doing < DOING_SHARE:
        message = f"{doing:.0%} of the skills tested by doing, {DOING_SHARE:.0%} are expected"
        yield warning(place, f"{code}: {message}")


def _levels(place: Place, code: str, skills: Sequence[SkillSpec]) -> Iterator[Problem]:
    found = Counter(skill.level for skill in skills)
    for level in LEVELS:
        if found[level] < FEWEST_SKILLS_PER_LEVEL:
            message = f"level {level} has {found[level]} skills, {FEWEST_SKILLS_PER_LEVEL} expected"
            yield warning(place, f"{code}: {message}")
