import pickle
import random
from dataclasses import FrozenInstanceError

import pytest

from competences.engine import (
    Bank,
    Item,
    Response,
    Settings,
    UnknownCompetence,
    UnknownItem,
    UnknownSkill,
    choose_next,
    estimate,
)
from tests.engine.banks import REGULAR, make_skill

NOBODY = [Response("nothing", correct=True)]
ELSEWHERE = [Response("c1.0.3/1", correct=True)]


def choose(competence, responses, **options):
    return choose_next(REGULAR, competence, responses, rng=random.Random(0), **options)


def judge(competence, responses, **options):
    return estimate(REGULAR, competence, responses, **options)


@pytest.mark.parametrize("call", [choose, judge])
def test_unknown_ids_are_lookup_errors(call):
    with pytest.raises(UnknownItem):
        call("c0", NOBODY)
    with pytest.raises(UnknownItem):
        call("c0", [], profile=NOBODY)
    with pytest.raises(UnknownCompetence):
        call("c9", [])
    assert {LookupError} == {e.__base__ for e in (UnknownItem, UnknownSkill, UnknownCompetence)}


@pytest.mark.parametrize("call", [choose, judge])
def test_a_response_of_another_competence_is_refused(call):
    with pytest.raises(ValueError, match="does not belong"):
        call("c0", ELSEWHERE)


def test_a_bank_refuses_items_without_skill_and_ids_used_twice():
    skill, item = make_skill("c0", 0, 3), Item("i", "nowhere", None, None, 0.0)
    with pytest.raises(UnknownSkill):
        Bank([skill], [item])
    with pytest.raises(ValueError, match="twice"):
        Bank([skill, skill], [])


def test_a_bank_is_frozen_and_travels_between_processes():
    with pytest.raises(FrozenInstanceError):
        REGULAR.items = ()
    copy = pickle.loads(pickle.dumps(REGULAR))
    assert choose_next(copy, "c0", [], rng=random.Random(0)) == choose("c0", [])


def test_the_defaults_are_the_product_s():
    settings = Settings()
    assert (settings.min_questions, settings.max_questions, settings.hard_limit) == (4, 12, 15)
    assert (settings.stop_probability, settings.exposure_cap) == (0.6, 0.3)
    assert (settings.quick, settings.strict, settings.max_level) == (False, False, 8)
    assert (settings.score_prior, settings.comfort) == ("neutral", True)
    with pytest.raises(ValueError, match="score_prior"):
        Settings(score_prior="hopeful")
