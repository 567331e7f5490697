import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certification.engine import (
    ADAPTIVE_32,
    THREE_PER_COMPETENCE,
    Asked,
    Stop,
    StopReason,
    choose_next,
)
from certification.engine.chance import draw
from tests.certification.engine.candidates import BANK, CODES, forms, levels, sit, skill_of
from tests.engine.banks import items_of

EVEN = dict.fromkeys(CODES, 4)
by_key = st.integers(0, 50).map(lambda key: lambda item: sum(map(ord, item)) * key % 3 > 0)
few = settings(max_examples=20)


def competences(asked):
    return Counter(BANK.competence_of(one.item) for one in asked)


@few
@given(levels, forms, by_key, st.integers(0, 9))
def test_each_competence_has_its_share_and_no_skill_comes_twice(held, form, answer, seed):
    plan = form.plan(held)
    asked = sit(plan, answer, seed=seed)
    counts = competences(asked)
    assert len(asked) == (plan.questions if plan.levels else 0)
    assert set(counts) == set(plan.levels)
    assert not counts or max(counts.values()) - min(counts.values()) <= 1
    assert len({skill_of(one.item) for one in asked}) == len(asked)


@few
@given(forms, by_key, st.integers(0, 9))
def test_a_seed_replays(form, answer, seed):
    plan = form.plan(EVEN)
    assert sit(plan, answer, seed=seed) == sit(plan, answer, seed=seed)


@few
@given(forms, st.sets(st.sampled_from([item.id for item in BANK.items]), max_size=400))
def test_what_was_met_in_training_is_not_asked(form, met):
    asked = sit(form.plan(EVEN), lambda item: True, excluded=met)
    assert met.isdisjoint(one.item for one in asked)


def test_only_what_suits_the_candidate_is_asked():
    allowed = {item for code in CODES for item in items_of(BANK, code) if item.endswith("/1")}
    asked = sit(ADAPTIVE_32.plan(EVEN), lambda item: False, allowed=allowed)
    assert len(asked) == 32
    assert allowed.issuperset(one.item for one in asked)


def test_topics_not_yet_asked_come_first():
    asked = sit(THREE_PER_COMPETENCE.plan(EVEN), lambda item: True)
    topics = [skill_of(one.item).rsplit(".", 1)[0] for one in asked]
    assert len(set(topics)) == len(topics)


def test_questions_are_near_the_level_held():
    asked = sit(THREE_PER_COMPETENCE.plan(dict.fromkeys(CODES, 2)), lambda item: True)
    assert max(int(skill_of(one.item).rsplit(".", 1)[1]) for one in asked) <= 4


def test_a_neutralised_question_is_replaced_by_one_of_another_skill():
    plan = THREE_PER_COMPETENCE.plan(EVEN)
    asked = sit(plan, lambda item: True)
    spoilt = [Asked(asked[0].item, correct=True, neutralised=True), *asked[1:]]
    step = choose_next(BANK, plan, spoilt, rng=random.Random(1))
    assert BANK.competence_of(step.item) == BANK.competence_of(asked[0].item)
    assert skill_of(step.item) not in {skill_of(one.item) for one in asked}
    assert choose_next(BANK, plan, asked, rng=random.Random(1)) == Stop(StopReason.FULFILLED)


def test_a_question_without_an_answer_yet_is_not_asked_again():
    plan = THREE_PER_COMPETENCE.plan(EVEN)
    waiting = [Asked(one.item) for one in sit(plan, lambda item: True, at_most=6)]
    step = choose_next(BANK, plan, waiting, rng=random.Random(1))
    assert skill_of(step.item) not in {skill_of(one.item) for one in waiting}


def test_it_ends_when_the_bank_has_nothing_left():
    met = set(items_of(BANK, "c0")[4:])
    plan = THREE_PER_COMPETENCE.plan({"c0": 3})
    asked = sit(plan, lambda item: True, excluded=met)
    assert 0 < len(asked) < 3
    step = choose_next(BANK, plan, asked, excluded=met, rng=random.Random(1))
    assert step == Stop(StopReason.EXHAUSTED)


def test_another_competence_takes_the_questions_of_one_that_is_exhausted():
    met = set(items_of(BANK, "c0"))
    counts = competences(sit(ADAPTIVE_32.plan(EVEN), lambda item: True, excluded=met))
    assert counts.total() == 32
    assert "c0" not in counts


def lots(gain, exposure, *, first=False):
    drawn = [
        draw(np.array(gain), np.array(exposure), 0.2, random.Random(seed), first=first)
        for seed in range(400)
    ]
    return dict(drawn)


def test_a_question_about_to_reach_the_cap_rests():
    assert set(lots([10.0, 9.0, 8.9], [0.18, 0.0, 0.0])) == {1, 2}


def test_a_question_far_better_than_the_others_comes_even_so():
    assert lots([10.0, 1.0], [0.25, 0.0]) == {0: 1.0}


def test_the_least_asked_is_the_likeliest():
    assert lots([10.0, 10.0], [0.1, 0.0]) == pytest.approx({0: 0.25, 1: 0.75})


def test_the_first_question_of_a_competence_is_chosen_nearer_to_the_best():
    gain, unworn = [10.0, 9.5, 8.5], [0.0, 0.0, 0.0]
    assert set(lots(gain, unworn)) == {0, 1, 2}
    assert set(lots(gain, unworn, first=True)) == {0, 1}
