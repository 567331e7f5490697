"""The bank of the product is large enough for candidates who have trained with it."""

import random

import pytest

from certification.engine import ADAPTIVE_32, THREE_PER_COMPETENCE, Asked, choose_next
from competences.bank import pix_values, read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.engine import Bank, Choice, Item, Response, Settings, Skill
from competences.engine import choose_next as train

LEVELS = {"1.2": 4, "2.1": 5, "3.4": 4, "4.1": 3, "5.2": 3}  # of the demonstration


@pytest.fixture(scope="module")
def content():
    return read_bank(CONTENT_FOLDER)


@pytest.fixture(scope="module")
def bank(content):
    values = pix_values(content)
    skills = [
        Skill(skill.id, topic.competence, skill.topic, skill.level, values[skill.id])
        for topic in content.topics
        for skill in topic.skills
    ]
    items = [Item(c.id, s.id, None, None, 0.02) for s in content.skills() for c in s.challenges]
    return Bank(skills, items)


def level_of(bank):
    levels = {skill.id: skill.level for skill in bank.skills}
    return {item.id: levels[item.skill] for item in bank.items}


def passes(bank, item, rng):
    """As somebody at half a level over the level held."""
    held = LEVELS[bank.competence_of(item)]
    return rng.random() < 1 / (1 + 4 ** (level_of(bank)[item] - held - 1))


def met_in_training(bank, rng):
    settings = Settings(min_questions=12)
    met = set()
    for code in LEVELS:
        given = []
        while isinstance(step := train(bank, code, given, settings=settings, rng=rng), Choice):
            given.append(Response(step.item, passes(bank, step.item, rng)))
        met.update(response.item for response in given)
    return met


def sit(bank, form, met, rng, allowed=None):
    asked, plan = [], form.plan(LEVELS)
    options = {"excluded": met, "allowed": allowed, "rng": rng}
    while isinstance(step := choose_next(bank, plan, asked, **options), Choice):
        asked.append(Asked(step.item, correct=passes(bank, step.item, rng)))
    return [one.item for one in asked]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", [THREE_PER_COMPETENCE, ADAPTIVE_32], ids=lambda form: form.name)
def test_who_met_sixty_questions_has_a_whole_test_of_others(bank, form, seed):
    rng = random.Random(seed)
    met = met_in_training(bank, rng)
    asked = sit(bank, form, met, rng)
    assert len(met) == 60
    assert len(set(asked) - met) == form.plan(LEVELS).questions


def test_its_questions_are_near_the_levels_held(bank):
    rng, levels = random.Random(1), level_of(bank)
    asked = sit(bank, THREE_PER_COMPETENCE, met_in_training(bank, rng), rng)
    gaps = [levels[item] - LEVELS[bank.competence_of(item)] for item in asked]
    assert max(gaps) <= 2
    assert abs(sum(gaps) / len(gaps)) < 1.5


def test_so_has_a_candidate_for_whom_challenges_with_barriers_are_avoided(bank, content):
    free = {c.id for c in content.challenges() if not c.barriers and c.kind != "simulator"}
    rng = random.Random(1)
    asked = sit(bank, ADAPTIVE_32, met_in_training(bank, rng), rng, allowed=free)
    assert len(asked) == 32
    assert free.issuperset(asked)
