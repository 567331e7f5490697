"""What the pages after a test say: corrections, the level, what is known and what to work on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from competences.bank.schema import LessonSpec, SkillSpec
from competences.bank.solutions import describe_response, describe_solution
from competences.bank.variants import Variant
from competences.engine import Status
from competences.enums import AssessmentKind
from competences.models import Answer, Assessment, Series
from competences.selectors.bank import LoadedBank, bank_of, variant_of

_KNOWN_SHOWN = 5


@dataclass(frozen=True)
class Correction:
    """An answered question, with its solution: only for the person who answered."""

    answer: Answer
    variant: Variant
    response: str
    solution: str
    can: str
    lesson: LessonSpec | None


def corrections(assessment: Assessment) -> list[Correction]:
    """The answers of a test with their corrections, in order."""
    bank = bank_of(assessment.release_id, assessment.parameter_version)
    return [_correction(bank, answer) for answer in assessment.answers.order_by("position")]


def latest_corrections(assessment: Assessment, last: int) -> list[Correction]:
    """The last answers given in a test and in those of its series before it; none in an exam."""
    if assessment.kind == AssessmentKind.EXAM:
        return []
    tests = Q(assessment=assessment)
    if assessment.series_id:
        before = {"asked_before__lte": assessment.asked_before, "series": assessment.series_id}
        tests = Q(assessment__in=Assessment.objects.filter(**before))
    latest = Answer.objects.filter(tests).order_by("-assessment__asked_before", "-position")[:last]
    bank = bank_of(assessment.release_id, assessment.parameter_version)
    return [_correction(bank, answer) for answer in reversed(latest)]


def _correction(bank: LoadedBank, answer: Answer) -> Correction:
    variant = variant_of(bank.release_id, answer.challenge_id, answer.variant)
    skill = bank.skills[bank.skill_of[answer.challenge_id]]
    topic = (variant.lesson or skill.topic).partition("#")[0]
    return Correction(
        answer=answer,
        variant=variant,
        response=describe_response(variant, answer.response),
        solution=describe_solution(variant),
        can=skill.can,
        lesson=bank.content.lesson(topic),
    )


@dataclass(frozen=True)
class ToWorkOn:
    """Something not mastered yet, and the lesson that teaches it."""

    can: str
    level: int
    lesson: LessonSpec | None


@dataclass(frozen=True)
class Learnt:
    """What a result says of the skills of a competence."""

    known: list[str]
    known_more: list[str]
    to_work_on: list[ToWorkOn]


def learnt(
    test: Assessment | Series, knowledge: Mapping[str, Iterable[Any]], *, lessons: int = 4
) -> Learnt:
    """Hardest skills known first; then the easiest ones not mastered, one per topic."""
    bank = bank_of(test.release_id, test.parameter_version)
    by_status: dict[str, list[str]] = {}
    for skill_id, (status, *_rest) in knowledge.items():
        if skill_id in bank.skills:
            by_status.setdefault(status, []).append(skill_id)
    known = sorted(by_status.get(Status.VALIDATED, []), key=lambda s: (-bank.skills[s].level, s))
    cans = [bank.skills[skill].can for skill in known]
    return Learnt(cans[:_KNOWN_SHOWN], cans[_KNOWN_SHOWN:], _to_work_on(bank, by_status)[:lessons])


def _to_work_on(bank: LoadedBank, by_status: Mapping[str, list[str]]) -> list[ToWorkOn]:
    failed = sorted(by_status.get(Status.INVALIDATED, []), key=lambda s: (bank.skills[s].level, s))
    next_of_topic: dict[str, SkillSpec] = {}
    for skill_id in failed:
        next_of_topic.setdefault(bank.skills[skill_id].topic, bank.skills[skill_id])
    return [
        ToWorkOn(skill.can, skill.level, bank.content.lesson(skill.topic))
        for skill in next_of_topic.values()
    ]
