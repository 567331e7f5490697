"""The same total by another road: every general and competence ability, one by one."""

import numpy as np
import pytest

from certification.engine import Ending, score
from certification.engine.scoring import _believe_all
from competences.engine import Response, Settings, estimate
from competences.engine.grid import COMPETENCE_GRID
from competences.engine.posterior import believe, weigh
from tests.certification.engine.candidates import BANK, PLAN, sit

SETTINGS = Settings()
ASKED = sit(PLAN, lambda item: item[1] in "034")


def bell(mean, sd):
    density = np.exp(-0.5 * ((COMPETENCE_GRID - mean) / sd) ** 2)
    return density / density.sum()


def by_enumeration():
    """Mean and standard deviation of the total: the mixture over the general ability."""
    weights, means, variances = [], [], []
    for general in COMPETENCE_GRID:
        weight, mean, variance = 1.0, 0.0, 0.0
        for code in PLAN.levels:
            given = [Response(o.item, o.correct) for o in ASKED if o.item.startswith(f"{code}.")]
            evidence = weigh(BANK.section(code), BANK.read(code, given), SETTINGS)
            prior = bell(general, SETTINGS.sigma_c)
            weight *= float(prior @ evidence.competence_likelihood())
            belief = believe(evidence, prior)
            mean += belief.expected_pix
            variance += belief.pix_variance
        weights.append(weight)
        means.append(mean)
        variances.append(variance)
    weights = bell(3.3, 1.5) * weights
    weights /= weights.sum()
    mean = weights @ np.array(means)
    return mean, np.sqrt(weights @ (np.array(variances) + (np.array(means) - mean) ** 2))


def test_the_total_is_that_of_the_whole_model():
    whole = _believe_all(BANK, PLAN, ASKED, SETTINGS)
    mean, sd = by_enumeration()
    assert whole.expected == pytest.approx(mean, rel=1e-9)
    assert whole.sd == pytest.approx(sd, rel=1e-9)
    assert sum(one.expected_pix for one in whole.beliefs.values()) == pytest.approx(mean, rel=1e-9)


def test_the_others_bring_more_than_the_answers_of_a_competence_alone():
    found = score(BANK, PLAN, ASKED, ending=Ending.COMPLETED)
    given = [Response(one.item, one.correct) for one in ASKED if one.item.startswith("c4.")]
    alone = estimate(BANK, "c4", given)
    assert max(found.levels["c4"].probabilities) > max(alone.level_probabilities)
