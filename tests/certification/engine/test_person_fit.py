import random
import statistics

from hypothesis import given, settings

from certification.engine import JURY_FLAG, Asked, person_fit
from competences.engine import Choice, Response
from competences.engine import choose_next as train
from tests.certification.engine.candidates import BANK, CODES, PLAN, answers, sit

LEVEL = 5


def passes(ability, rng):
    """Somebody who masters each topic up to about the same level."""
    return lambda item: rng.random() < 1 / (1 + 4 ** (int(item.split(".")[2][0]) - 0.5 - ability))


def training(ability, rng):
    answer, given = passes(ability, rng), []
    for code in CODES:
        here = []
        while isinstance(step := train(BANK, code, here, rng=rng), Choice):
            here.append(Response(step.item, answer(step.item)))
        given += here
    return given


def fits(trained, certified, people=40):
    for seed in range(people):
        rng = random.Random(seed)
        yield person_fit(BANK, sit(PLAN, passes(certified, rng), seed=seed), training(trained, rng))


def test_an_honest_candidate_is_like_in_training():
    honest = list(fits(LEVEL, LEVEL))
    assert abs(statistics.mean(honest)) < 0.5
    assert 0.6 < statistics.stdev(honest) < 1.4
    assert min(honest) > JURY_FLAG


def test_who_had_somebody_else_train_is_shown_to_the_jury():
    borrowed = list(fits(LEVEL + 2, LEVEL - 3))
    assert sum(fit < JURY_FLAG for fit in borrowed) > 0.8 * len(borrowed)


def test_without_answers_nothing_is_odd():
    assert person_fit(BANK, [], []) == 0.0
    assert person_fit(BANK, [Asked("c0.0.1/0"), Asked("c0.0.1/1", False, True)], []) == 0.0


@settings(max_examples=20)
@given(answers())
def test_what_does_not_count_changes_nothing(asked):
    counted = [one for one in asked if one.counts]
    assert person_fit(BANK, asked, []) == person_fit(BANK, counted[::-1], [])
