from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competences.engine import Response, Settings, Status, estimate
from tests.engine.banks import RAGGED, REGULAR, answers, items_of, lonely_bank

BANKS = st.sampled_from([REGULAR, RAGGED])
SETTINGS = st.sampled_from([Settings(), Settings(strict=True), Settings(max_level=5)])


@st.composite
def situations(draw):
    bank = draw(BANKS)
    return bank, draw(answers(bank))


@given(situations(), SETTINGS)
def test_levels_are_a_distribution_within_the_interval(situation, settings):
    bank, responses = situation
    result = estimate(bank, "c0", responses, settings=settings)
    levels = result.level_probabilities
    assert len(levels) == 9
    assert sum(levels) == pytest.approx(1)
    assert min(levels) >= 0
    assert result.level_low <= result.level <= result.level_high <= 8
    assert sum(levels[result.level_low : result.level_high + 1]) >= 0.8 - 1e-9
    assert sum(levels[settings.max_level + 1 :]) == 0


@given(situations(), SETTINGS)
def test_pix_and_level_are_what_the_validated_skills_earn(situation, settings):
    bank, responses = situation
    result = estimate(bank, "c0", responses, settings=settings)
    earned = sum(
        skill.pix_value
        for skill in bank.section("c0").skills
        if result.knowledge[skill.id].status == "validated"
    )
    assert result.pix == min(int(earned + 1e-9), settings.max_level * 8)
    assert result.level == min(result.pix // 8, settings.max_level)


@given(situations())
def test_a_harder_skill_of_a_topic_is_never_surer_than_an_easier_one(situation):
    bank, responses = situation
    knowledge = estimate(bank, "c0", responses).knowledge
    skills = bank.section("c0").skills
    for easier, harder in pairwise(skills):
        if easier.topic == harder.topic:
            assert knowledge[easier.id].probability >= knowledge[harder.id].probability


@given(situations(), st.data())
def test_a_right_answer_instead_of_a_wrong_one_never_lowers_anything(situation, data):
    bank, responses = situation
    if not responses:
        return
    index = data.draw(st.integers(0, len(responses) - 1))
    wrong, right = (
        [replace(r, correct=given) if i == index else r for i, r in enumerate(responses)]
        for given in (False, True)
    )
    low, high = estimate(bank, "c0", wrong), estimate(bank, "c0", right)
    assert (low.level, low.pix) <= (high.level, high.pix)
    assert low.expected_pix <= high.expected_pix + 1e-9


@given(situations(), st.data())
def test_one_more_right_answer_never_lowers_anything(situation, data):
    bank, responses = situation
    seen = {response.item.split("/")[0] for response in responses}
    free = [item for item in items_of(bank) if item.split("/")[0] not in seen]
    if not responses or not free:
        return
    more = [*responses, Response(data.draw(st.sampled_from(free)), correct=True)]
    before, after = estimate(bank, "c0", responses), estimate(bank, "c0", more)
    assert before.pix <= after.pix
    assert before.level <= after.level


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(situation, rng):
    bank, responses = situation
    shuffled = rng.sample(responses, len(responses))
    assert estimate(bank, "c0", responses) == estimate(bank, "c0", shuffled)


@pytest.mark.parametrize("strict", [False, True])
def test_without_an_answer_nothing_is_known(strict):
    result = estimate(REGULAR, "c0", [], settings=Settings(strict=strict))
    assert (result.pix, result.level) == (0, 0)
    assert {k.status for k in result.knowledge.values()} == {Status.UNKNOWN}
    assert 0 < result.expected_pix < 60


def test_source_says_which_skills_were_asked():
    knowledge = estimate(REGULAR, "c0", [Response("c0.0.3/1", correct=True)]).knowledge
    assert [name for name, k in knowledge.items() if k.source == "direct"] == ["c0.0.3"]


def test_all_right_reaches_the_top_and_all_wrong_the_bottom():
    seen = {item.split("/")[0]: item for item in items_of(REGULAR)}.values()
    best = estimate(REGULAR, "c0", [Response(item, correct=True) for item in seen])
    worst = estimate(REGULAR, "c0", [Response(item, correct=False) for item in seen])
    assert (best.pix, best.level) == (60, 7)
    assert (worst.pix, worst.level) == (0, 0)


def test_two_answers_on_one_skill_both_count():
    twice = [Response("c0.0.3/1", correct=True), Response("c0.0.3/2", correct=True)]
    once, both = (estimate(REGULAR, "c0", twice[:n]) for n in (1, 2))
    skill = "c0.0.3"
    assert both.knowledge[skill].probability > once.knowledge[skill].probability


def test_a_bank_of_one_skill_is_a_bank():
    bank = lonely_bank()
    right = estimate(bank, "c0", [Response("c0.0.3/0", correct=True)])
    assert (right.pix, right.level, right.level_probabilities[0]) == (4, 0, 1)
