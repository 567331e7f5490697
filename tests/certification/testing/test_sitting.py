"""A test from its start to its end."""

from datetime import timedelta

from certification.enums import Ending
from certification.services.tests import Step
from competences.models import Answer
from tests.support.sitting import COMPETENCES, met_in, reply


def test_three_questions_for_each_competence_validated(test, now):
    steps = [reply(test, now + timedelta(minutes=n)) for n in range(15)]
    assert steps == [Step.NEXT] * 14 + [Step.ENDED]
    asked = [challenge.split("-") for challenge in _challenges(test)]
    assert {code: [f"{a[1]}.{a[2]}" for a in asked].count(code) for code in COMPETENCES} == (
        dict.fromkeys(COMPETENCES, 3)
    )
    assert (test.state, test.ending) == ("ended", Ending.COMPLETED)


def test_what_was_met_in_training_is_not_asked(test, now):
    while reply(test, now) != Step.ENDED:
        pass
    assert not {met_in(code) for code in COMPETENCES} & set(_challenges(test))


def _challenges(test) -> list[str]:
    answers = Answer.objects.filter(assessment=test.assessment).order_by("position")
    return list(answers.values_list("challenge_id", flat=True))
