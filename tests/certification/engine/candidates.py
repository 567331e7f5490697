"""Candidates of small banks, and answers they may give."""

import random

from hypothesis import strategies as st

from certification.engine import ADAPTIVE_32, THREE_PER_COMPETENCE, Asked, choose_next
from competences.engine import Choice
from tests.engine.banks import regular_bank

BANK = regular_bank(6)
CODES = [f"c{index}" for index in range(6)]
PLAN = THREE_PER_COMPETENCE.plan(dict(zip(CODES, (1, 2, 3, 5, 8, 0), strict=True)))
SKILLS = [skill.id for skill in BANK.skills if skill.competence in PLAN.levels]

levels = st.fixed_dictionaries({code: st.integers(0, 8) for code in CODES})
forms = st.sampled_from([THREE_PER_COMPETENCE, ADAPTIVE_32])


def sit(plan, answer, *, at_most=100, seed=0, **options):
    """A certification from the first question on; `answer` says whether an item is passed."""
    asked = []
    while len(asked) < at_most:
        rng = random.Random(f"{seed}.{len(asked)}")
        step = choose_next(BANK, plan, asked, rng=rng, **options)
        if not isinstance(step, Choice):
            break
        asked.append(Asked(step.item, correct=answer(step.item)))
    return asked


def skill_of(item):
    return item.split("/")[0]


@st.composite
def answers(draw, fewest=0, most=15):
    """Questions of different skills of the plan, at most three in a competence."""
    skills = draw(st.permutations(SKILLS))
    kept = [
        skill
        for code in PLAN.levels
        for skill in [one for one in skills if one.startswith(f"{code}.")][:3]
    ]
    kept = draw(st.permutations(kept))[: draw(st.integers(fewest, most))]
    return [
        Asked(
            f"{skill}/{draw(st.integers(0, 2))}", draw(st.booleans()), draw(st.integers(0, 5)) == 0
        )
        for skill in kept
    ]
