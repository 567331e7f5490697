"""What a participation says: a fold of its answers, pure and repeatable."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competences.bank.schema import SkillSpec
from competences.engine import Status
from competences.models import Assessment, CompetenceProfile, Series
from competences.selectors.bank import LoadedBank, bank_of, current_bank
from competences.services.folding import Knowledge, answers_of, fold_test


@dataclass(frozen=True)
class Tally:
    """Skills validated among those aimed at, and the highest level validated."""

    validated: int
    total: int
    level: int
    max_level: int

    @property
    def mastery(self) -> float:
        return self.validated / self.total if self.total else 0.0


@dataclass(frozen=True)
class ParticipationOutcome:
    """Skills aimed at with what is known of them, and their tallies.

    `skills`: those of the bank, as the release of the run has them.
    """

    skills: Mapping[str, SkillSpec]
    knowledge: Knowledge
    whole: Tally
    by_topic: Mapping[str, Tally]
    by_competence: Mapping[str, Tally]


def outcome_of(series: Series) -> ParticipationOutcome:
    """What the answers of a series say of the skills it aims at. Two queries."""
    tests = list(series.tests.order_by("asked_before", "pk"))
    bank = bank_of(series.release_id, series.parameter_version)
    return fold_outcome(bank, series.plan, tests, answers_of(tests))


def fold_outcome(
    bank: LoadedBank,
    plan: Sequence[Mapping[str, Any]],
    tests: Sequence[Assessment],
    answers: Mapping[int, Sequence[tuple[int, str, str]]],
) -> ParticipationOutcome:
    """`answers`: by test, (position, challenge, outcome) in order."""
    found: Knowledge = {}
    for test in tests:
        pairs = [(challenge, outcome) for _, challenge, outcome in answers.get(test.pk, ())]
        result = fold_test(bank, test, pairs, None)
        found |= result.knowledge if result else {}
    aimed = {
        skill: found.get(skill, [str(Status.UNKNOWN), "", 0.0]) for skill in _aimed(bank, plan)
    }
    return ParticipationOutcome(
        skills=bank.skills,
        knowledge=aimed,
        whole=_tally(bank, aimed),
        by_topic=_grouped(bank, aimed, lambda skill: bank.skills[skill].topic),
        by_competence=_grouped(bank, aimed, bank_competence(bank)),
    )


def bank_competence(bank: LoadedBank) -> Any:
    """The competence of a skill, by its id."""
    topics = {topic.topic: topic.competence for topic in bank.content.topics}
    return lambda skill: topics[bank.skills[skill].topic]


def _aimed(bank: LoadedBank, plan: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    highest = {topic: level for section in plan for topic, level in section["topics"].items()}
    for skill in bank.skills.values():
        if skill.level <= highest.get(skill.topic, 0):
            yield skill.id


def _grouped(bank: LoadedBank, knowledge: Knowledge, group: Any) -> dict[str, Tally]:
    groups: dict[str, Knowledge] = {}
    for skill, known in knowledge.items():
        groups.setdefault(group(skill), {})[skill] = known
    return {name: _tally(bank, members) for name, members in groups.items()}


def _tally(bank: LoadedBank, knowledge: Knowledge) -> Tally:
    validated = [skill for skill, known in knowledge.items() if known[0] == Status.VALIDATED]
    return Tally(
        validated=len(validated),
        total=len(knowledge),
        level=max((bank.skills[skill].level for skill in validated), default=0),
        max_level=max((bank.skills[skill].level for skill in knowledge), default=0),
    )


def profile_snapshot(user_id: int) -> dict[str, dict[str, int]]:
    """Pix and level in each competence of the bank, now. One query."""
    profiles = CompetenceProfile.objects.filter(user_id=user_id).order_by("competence_id")
    return {p.competence_id: {"pix": p.pix, "level": p.level} for p in profiles}


def names_of_topics() -> dict[str, str]:
    """Titles of the topics now in the bank."""
    return {topic.topic: topic.title for topic in current_bank().content.topics}
