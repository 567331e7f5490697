from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certification.engine import THREE_PER_COMPETENCE, Asked, Ending, score, settled
from competences.engine import Settings
from tests.certification.engine.candidates import BANK, CODES, PLAN, answers, sit

some = settings(max_examples=40)
endings = st.sampled_from(list(Ending))
given_up = st.sampled_from([Ending.CANDIDATE, Ending.TIME])
kept = st.sampled_from([Ending.COMPLETED, Ending.TECHNICAL])


def scored(asked, ending=Ending.COMPLETED, **options):
    return score(BANK, PLAN, asked, ending=ending, **options)


@some
@given(st.data(), answers(), endings)
def test_the_order_of_the_answers_is_indifferent(data, asked, ending):
    assert scored(data.draw(st.permutations(asked)), ending) == scored(asked, ending)


@some
@given(answers(fewest=1), endings)
def test_one_more_right_answer_never_lowers_anything(asked, ending):
    right = Asked(asked[-1].item, correct=True)
    for before in (asked[:-1], [*asked[:-1], replace(right, correct=False)]):
        low, high = scored(before, ending), scored([*asked[:-1], right], ending)
        assert high.pix >= low.pix
        assert all(high.levels[code].level >= one.level for code, one in low.levels.items())


@some
@given(answers(), kept)
def test_neutralising_is_as_never_asking(asked, ending):
    assert scored(asked, ending) == scored([one for one in asked if not one.neutralised], ending)


@some
@given(answers(), endings)
def test_total_and_levels_agree(asked, ending):
    found = scored(asked, ending)
    shown = [one.level for one in found.levels.values()]
    assert 8 * sum(shown) <= found.pix <= sum(min(8 * level + 7, 64) for level in shown)
    assert 0 <= found.pix_low <= found.pix <= found.pix_high <= PLAN.highest_pix()


@some
@given(answers(), endings)
def test_levels_stay_under_those_held_and_within_their_interval(asked, ending):
    for code, one in scored(asked, ending).levels.items():
        assert 0 <= one.level_low <= one.level <= one.level_high <= PLAN.levels[code]
        assert sum(one.probabilities) == pytest.approx(1)
        assert one.level <= one.probabilities.index(max(one.probabilities))


@some
@given(answers(), given_up)
def test_a_question_without_an_answer_is_wrong_for_who_left(asked, ending):
    counted = settled(BANK, PLAN, asked, ending=ending)
    added = counted[len(asked) :]
    assert sum(not one.neutralised for one in counted) == PLAN.questions
    assert all(one.correct is False for one in added)
    assert scored(asked, ending).pix <= scored(asked, Ending.TECHNICAL).pix


@some
@given(answers(fewest=1))
def test_a_question_under_way_counts_as_wrong_or_not_at_all(asked):
    waiting = [*asked[:-1], Asked(asked[-1].item)]
    wrong = [*asked[:-1], Asked(asked[-1].item, correct=False)]
    assert scored(waiting, Ending.TECHNICAL) == scored(asked[:-1], Ending.TECHNICAL)
    assert scored(waiting, Ending.TIME).pix == scored(wrong, Ending.TIME).pix


def test_all_right_gives_the_best_total_the_levels_held_allow():
    plan = THREE_PER_COMPETENCE.plan(dict.fromkeys(CODES, 5))
    found = score(BANK, plan, sit(plan, lambda item: True), ending=Ending.COMPLETED)
    assert found.pix == found.pix_high == plan.highest_pix() == 6 * 47


def test_all_wrong_gives_next_to_nothing():
    found = scored(sit(PLAN, lambda item: False))
    assert found.pix <= 3
    assert {one.level for one in found.levels.values()} == {0}


@pytest.mark.parametrize(("answered", "enough"), [(9, False), (10, True)])
def test_a_result_needs_enough_answers(answered, enough):
    asked = sit(PLAN, lambda item: True, at_most=answered)
    found = scored(asked, Ending.CANDIDATE)
    assert (found.answered, found.counted, found.enough) == (answered, 15, enough)
    assert scored(asked, Ending.TECHNICAL).counted == answered


def test_the_other_competences_speak_for_one_that_has_no_answer():
    able = [one for one in sit(PLAN, lambda item: True) if BANK.competence_of(one.item) != "c4"]
    weak = [replace(one, correct=False) for one in able]
    high, low = scored(able).levels["c4"], scored(weak).levels["c4"]
    assert (high.counted, low.counted) == (0, 0)
    assert high.expected_pix > low.expected_pix + 20


def test_the_last_level_may_be_lower():
    plan = THREE_PER_COMPETENCE.plan(dict.fromkeys(CODES, 8))
    asked = sit(plan, lambda item: True)
    found = score(BANK, plan, asked, ending=Ending.COMPLETED, settings=Settings(max_level=7))
    assert {one.level for one in found.levels.values()} == {7}
    assert found.pix == found.pix_high == 6 * 56
