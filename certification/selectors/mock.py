"""Mock certifications: those of a person, and what one of them was worth."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings

from accounts.models import User
from certification.engine import CompetenceScore, Score
from certification.enums import TestState
from certification.models import CertificationTest
from certification.selectors.blueprints import blueprint_of
from competences.models import Competence
from competences.selectors.bank import bank_of
from competences.selectors.results import Correction, corrections


@dataclass(frozen=True)
class CompetencePart:
    competence: Competence
    score: CompetenceScore
    held: int
    corrections: list[Correction]

    @property
    def right(self) -> int:
        return sum(one.answer.outcome == "correct" for one in self.corrections)


@dataclass(frozen=True)
class Report:
    score: Score
    parts: list[CompetencePart]
    most_pix: int
    minimum_answers: int
    questions: int


def is_examined(user_id: int) -> bool:
    """Whether a certification is under way: corrections could be those of a question to come."""
    under_way = CertificationTest.objects.filter(user_id=user_id, state=TestState.STARTED)
    return under_way.filter(candidate__isnull=False).exists()


def mock_tests_of(user: User) -> Collection[CertificationTest]:
    """Those that have ended, the latest first."""
    mine = CertificationTest.objects.filter(user=user, candidate=None, state=TestState.ENDED)
    return list(mine.select_related("format", "assessment").order_by("-ended_at"))


def report_of(test: CertificationTest, score: Score) -> Report:
    """By competence, with the corrections. Of a mock test only."""
    bank = bank_of(test.assessment.release_id, test.assessment.parameter_version)
    given: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections(test.assessment):
        given[bank.competence_of[one.answer.challenge_id]].append(one)
    plan = blueprint_of(test)
    competences = Competence.objects.filter(pk__in=score.levels).order_by("pk")
    parts = [
        CompetencePart(one, score.levels[one.pk], plan.levels[one.pk], given[one.pk])
        for one in competences
    ]
    most = plan.highest_pix(settings.MAX_REACHABLE_LEVEL)
    return Report(score, parts, most, plan.minimum_answers, plan.questions)
