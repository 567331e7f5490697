"""Two answers at the same moment: one is recorded, the other changes nothing."""

import pytest

from competences.models import Answer, Assessment
from competences.services.answering import Step, answer_question, swap_challenge
from competences.services.starting import start_test


@pytest.fixture
def test(learner, now):
    return start_test(user_id=learner.pk, competence="4.1", needs=(), now=now)


def skip(test, now):
    return answer_question(test, position=1, response={}, now=now)


def test_of_two_answers_read_at_the_same_moment_one_is_recorded(test, now):
    rival = Assessment.objects.get(pk=test.pk)
    assert skip(test, now) == Step.NEXT
    assert skip(rival, now) == Step.UNCHANGED
    assert Answer.objects.count() == 1
    rival.refresh_from_db()
    assert (rival.position, rival.answered) == (2, 1)


@pytest.mark.parametrize("change", ["reset_at", "asked_at"])
def test_a_test_reset_or_a_question_swapped_meanwhile_takes_no_answer(test, now, change):
    seen = Assessment.objects.get(pk=test.pk)
    Assessment.objects.filter(pk=test.pk).update(**{change: "2027-02-01T10:00:00Z"})
    assert skip(seen, now) == Step.UNCHANGED
    assert not Answer.objects.exists()


def test_a_test_erased_meanwhile_takes_no_answer(test, now):
    seen = Assessment.objects.get(pk=test.pk)
    Assessment.objects.filter(pk=test.pk).delete()
    assert skip(seen, now) == Step.UNCHANGED


def test_a_question_answered_meanwhile_is_not_swapped(test, now):
    seen = Assessment.objects.get(pk=test.pk)
    skip(test, now)
    assert not swap_challenge(seen, position=1, now=now)
