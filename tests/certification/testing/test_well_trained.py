"""Whoever trained on everything is not rejected for it."""

from certification.enums import Ending
from certification.services.tests import Step
from competences.models import Answer, Assessment
from competences.selectors.bank import current_bank
from tests.support.sitting import COMPETENCES, certifiable_user, reply, seated, started

LEFT = {"nord-1-1-1a", "sud-1-1-3c", "nord-2-1-4b"}


def train_on_all_but(user, left):
    """Every other challenge of the bank was answered right, a long time ago."""
    bank = current_bank()
    for code in COMPETENCES:
        test = Assessment.objects.get(user=user, competence_id=code)
        model = test.answers.get()
        for position, id_ in enumerate(bank.challenges_of(code), start=2):
            if id_ not in left and id_ != model.challenge_id:
                model.pk, model.position, model.challenge_id = None, position, id_
                model.save()


def test_the_few_new_ones_first_then_some_met_before(session, invigilator, now):
    person = certifiable_user(now)
    train_on_all_but(person, LEFT)
    test = started(seated(session, person, now), invigilator, now)
    while reply(test, now) != Step.ENDED:
        pass
    asked = list(
        Answer.objects.filter(assessment=test.assessment)
        .order_by("position")
        .values_list("challenge_id", flat=True)
    )
    assert set(asked[:3]) == LEFT
    assert (len(set(asked)), test.ending) == (15, Ending.COMPLETED)
