"""The same quantities by other roads: nested sums written out, and an independent library."""

import random

import numpy as np
import pytest

from competences.engine import Bank, Response, Settings, estimate, response_model
from competences.engine.grid import COMPETENCE_GRID
from competences.engine.posterior import believe, weigh
from competences.engine.prior import population_prior
from tests.engine.banks import REGULAR, make_items, make_skill

SLOPE = response_model.COLD_DISCRIMINATION
SETTINGS = Settings(sigma_t=0.02)  # topics merge with the competence


@pytest.fixture
def exact_items(monkeypatch):
    """Items whose parameters are known for sure, as other libraries suppose."""
    for name in ("SKILL_SD", "VARIANT_SD", "MEASURE_SD"):
        monkeypatch.setattr(response_model, name, 1e-3)
    skills = [make_skill("c0", topic, level) for topic in range(5) for level in range(1, 9)]
    return Bank(skills, [item for skill in skills for item in make_items(skill, 1)])


def people(count=60, asked=15):
    """Ability and answers, drawn from the model itself."""
    rng = random.Random(7)
    for _ in range(count):
        ability = rng.gauss(3.3, 1.8)
        places = rng.sample([(t, level) for t in range(5) for level in range(1, 9)], asked)
        yield [
            (t, level, rng.random() < 0.02 + 0.96 / (1 + np.exp(-SLOPE * (ability - level + 0.5))))
            for t, level in places
        ]


def ours(bank, answers):
    responses = [Response(f"c0.{t}.{level}/0", bool(right)) for t, level, right in answers]
    evidence = weigh(bank.section("c0"), bank.read("c0", responses), SETTINGS)
    return believe(evidence, population_prior(SETTINGS)).mean_ability


def with_catsim(answers):
    """Posterior mean from catsim's response function, by Bayes' rule on the same grid."""
    from catsim.irt import icc

    posterior = population_prior(SETTINGS).copy()
    for _, level, right in answers:
        chance = np.array([icc(x, SLOPE, level - 0.5, 0.02, 0.98) for x in COMPETENCE_GRID])
        posterior *= chance if right else 1 - chance
    return float(posterior @ COMPETENCE_GRID / posterior.sum())


@pytest.mark.filterwarnings("ignore")  # the libraries catsim loads have their own
def test_without_topics_the_ability_is_the_one_of_a_textbook(exact_items):
    mine, theirs = zip(*((ours(exact_items, a), with_catsim(a)) for a in people()), strict=True)
    assert np.corrcoef(mine, theirs)[0, 1] > 0.999
    assert np.abs(np.subtract(mine, theirs)).max() < 0.05


@pytest.mark.filterwarnings("ignore")
def test_it_agrees_with_the_maximum_likelihood_of_catsim(exact_items):
    from catsim.estimation import NumericalSearchEstimator
    from catsim.item_bank import ItemBank

    pairs = []
    for answers in people(asked=30):
        items = ItemBank(np.array([[SLOPE, level - 0.5, 0.02, 0.98] for _, level, _ in answers]))
        right = [bool(r) for *_, r in answers]
        if 3 <= sum(right) <= 27:
            likeliest = NumericalSearchEstimator().estimate(None, items, [*range(30)], right, 3.0)
            pairs.append((ours(exact_items, answers), likeliest))
    assert len(pairs) > 30
    assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.95


def test_expected_pix_is_the_sum_of_what_each_skill_is_worth():
    responses = [Response("c0.0.3/1", correct=True), Response("c0.2.5/0", correct=False)]
    result = estimate(REGULAR, "c0", responses)
    worth = sum(
        skill.pix_value * result.knowledge[skill.id].probability
        for skill in REGULAR.section("c0").skills
    )
    assert result.expected_pix == pytest.approx(worth, rel=1e-9)
