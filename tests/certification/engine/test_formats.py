import pytest

from certification.engine import ADAPTIVE_32, FORMATS, THREE_PER_COMPETENCE, Format, certifiable

FIVE = {"1.1": 1, "1.2": 3, "2.1": 8, "3.1": 2, "5.2": 1}


def test_the_formats_are_those_of_the_exam():
    three, adaptive = FORMATS["three_per_competence", 1], FORMATS["adaptive_32", 1]
    assert (three.per_competence, three.total, three.minutes) == (3, None, 120)
    assert (adaptive.per_competence, adaptive.total, adaptive.minutes) == (None, 32, 105)


@pytest.mark.parametrize(("asked", "least"), [(15, 10), (32, 20), (45, 28), (48, 30)])
def test_sixty_two_percent_must_be_answered(asked, least):
    assert ADAPTIVE_32.minimum_answers(asked) == least


def test_a_plan_keeps_the_competences_validated():
    plan = THREE_PER_COMPETENCE.plan({**FIVE, "4.1": 0})
    assert list(plan.levels) == sorted(FIVE)
    assert (plan.questions, plan.minimum_answers) == (15, 10)
    assert ADAPTIVE_32.plan(FIVE).questions == 32


def test_a_plan_says_the_best_total_it_can_give():
    plan = THREE_PER_COMPETENCE.plan(FIVE)
    assert plan.highest_pix() == 15 + 31 + 64 + 23 + 15
    assert plan.highest_pix(max_level=7) == 15 + 31 + 56 + 23 + 15


@pytest.mark.parametrize(("per_competence", "total"), [(None, None), (3, 32)])
def test_a_format_counts_its_questions_in_one_way(per_competence, total):
    with pytest.raises(ValueError, match="either"):
        Format("odd", 1, per_competence=per_competence, total=total, minutes=60)


def test_five_competences_at_level_one_make_a_candidate():
    assert certifiable(FIVE)
    assert certifiable(FIVE).validated == tuple(sorted(FIVE))


def test_who_is_not_yet_certifiable_knows_what_is_missing():
    short = certifiable({**FIVE, "1.1": 0, "1.2": 0})
    assert not short
    assert short.missing == 2
