import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competences.engine import (
    Bank,
    Choice,
    Response,
    Settings,
    Stop,
    StopReason,
    choose_next,
    estimate,
)
from tests.engine.banks import (
    RAGGED,
    REGULAR,
    answers,
    items_of,
    lonely_bank,
    make_items,
    make_skill,
)

ENDLESS = Settings(stop_probability=2, max_questions=99, hard_limit=99, min_gain=0, comfort=False)


def ask(bank, responses=(), seed=1, **options):
    return choose_next(bank, "c0", list(responses), rng=random.Random(seed), **options)


def right(*items):
    return [Response(item, correct=True) for item in items]


def level(bank, choice):
    section = bank.section("c0")
    return section.skills[section.skill_of[section.item_index[choice.item]]].level


@given(st.sampled_from([REGULAR, RAGGED]).flatmap(lambda b: st.tuples(st.just(b), answers(b))))
def test_a_skill_is_asked_once(situation):
    bank, responses = situation
    choice = ask(bank, responses, settings=ENDLESS)
    if isinstance(choice, Choice):
        assert choice.item.split("/")[0] not in {r.item.split("/")[0] for r in responses}
        assert 0 < choice.probability <= 1
        assert choice.gain >= 0


@given(answers(REGULAR), st.integers())
def test_replay_is_identical(responses, seed):
    assert ask(REGULAR, responses, seed) == ask(REGULAR, tuple(responses), seed)


def test_nothing_given_is_changed():
    responses, exposure, allowed = right("c0.0.3/1"), {"c0.1.4/1": 0.9}, items_of(REGULAR)[:40]
    profile = right("c1.0.3/1")
    before = repr((responses, exposure, allowed, profile))
    ask(REGULAR, responses, exposure=exposure, allowed=allowed, profile=profile)
    assert repr((responses, exposure, allowed, profile)) == before


def test_the_order_in_which_a_bank_is_loaded_does_not_matter():
    section = REGULAR.section("c0")
    skills, items = list(section.skills), list(section.items)
    backwards = Bank(skills[::-1], items[::-1])
    for seed in range(5):
        assert ask(backwards, seed=seed) == ask(Bank(skills, items), seed=seed)


def test_the_gain_is_the_expected_drop_of_the_variance():
    responses = right("c0.0.3/1", "c0.1.4/0")
    choice = ask(REGULAR, responses, settings=ENDLESS)
    now = estimate(REGULAR, "c0", responses)
    then = [
        estimate(REGULAR, "c0", [*responses, Response(choice.item, correct)])
        for correct in (True, False)
    ]
    chance = (now.expected_pix - then[1].expected_pix) / (
        then[0].expected_pix - then[1].expected_pix
    )
    after = chance * then[0].pix_sd ** 2 + (1 - chance) * then[1].pix_sd ** 2
    assert choice.gain == pytest.approx(now.pix_sd**2 - after, rel=1e-6)


def test_only_allowed_items_are_asked():
    only = {"c0.0.3/1", "c0.2.5/0"}
    drawn = {ask(REGULAR, seed=seed, allowed=only, settings=ENDLESS).item for seed in range(20)}
    assert drawn <= only
    assert ask(REGULAR, allowed=()) == Stop(StopReason.EXHAUSTED)


def test_worn_items_give_way():
    def share(exposure):
        drawn = [ask(REGULAR, seed=s, exposure=exposure, settings=ENDLESS) for s in range(60)]
        return sum(choice.item == favourite for choice in drawn)

    draws = [ask(REGULAR, seed=seed, settings=ENDLESS) for seed in range(20)]
    favourite = max(draws, key=lambda choice: choice.probability).item
    assert share({favourite: 0.5}) < share({})


def test_strict_mode_never_asks_what_it_has_inferred():
    responses = [Response("c0.0.3/1", correct=True), Response("c0.0.4/1", correct=False)]
    settings = replace(ENDLESS, strict=True)
    drawn = {ask(REGULAR, responses, seed, settings=settings).item for seed in range(40)}
    assert not any(item.startswith("c0.0.") for item in drawn)


def test_the_first_question_is_at_level_two_without_a_profile():
    assert {level(REGULAR, ask(REGULAR, seed=seed)) for seed in range(20)} == {2}
    profile = right(*(f"c1.{topic}.5/1" for topic in range(1, 5)))
    assert level(REGULAR, ask(REGULAR, profile=profile)) > 2


def test_a_comfort_rule_that_would_leave_nothing_is_skipped():
    hard = make_skill("c0", 0, 8)
    assert ask(Bank([hard], make_items(hard, timed=True))).candidates == 2


def test_questions_stay_within_reach():
    weak = [Response(f"c0.{topic}.{topic + 1}/1", correct=False) for topic in range(3)]
    drawn = {level(REGULAR, ask(REGULAR, weak, seed)) for seed in range(30)}
    assert max(drawn) <= 3


def test_no_two_timed_questions_in_a_row():
    timed = {item.id for item in RAGGED.section("c0").items if item.timed}
    after = [ask(RAGGED, right("c0.3.3/0"), seed).item for seed in range(30)]
    assert timed.isdisjoint(after)


def test_a_bank_of_one_skill_is_a_bank():
    assert ask(lonely_bank()) == Choice("c0.0.3/0", pytest.approx(2, abs=2), 1.0, 1)
    assert ask(lonely_bank(), right("c0.0.3/0")) == Stop(StopReason.EXHAUSTED)


def test_skills_without_items_leave_nothing_to_ask():
    assert ask(Bank([make_skill("c0", 0, 3)], [])) == Stop(StopReason.EXHAUSTED)
