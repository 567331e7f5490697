import random

from competences.engine import Response, Settings, Stop, choose_next, estimate
from competences.engine.prior import population_prior, profile_prior
from tests.engine.banks import REGULAR, regular_bank

STRONG = [Response(f"c1.{topic}.{5 + topic % 2}/1", correct=True) for topic in range(1, 5)]
SCORED = Settings(score_prior="profile")


def test_a_strong_profile_raises_what_is_asked():
    def gain(profile):
        return choose_next(REGULAR, "c0", [], profile=profile, rng=random.Random(1)).item

    assert gain(STRONG) != gain([])


def test_it_changes_the_score_only_when_asked_to():
    given = [Response("c0.0.3/1", correct=True)]
    neutral = estimate(REGULAR, "c0", given)
    assert estimate(REGULAR, "c0", given, profile=STRONG) == neutral
    scored = estimate(REGULAR, "c0", given, profile=STRONG, settings=SCORED)
    assert scored.expected_pix > neutral.expected_pix


def test_answers_of_the_competence_itself_are_left_out_of_its_profile():
    given = [Response("c0.0.3/1", correct=True)]
    alone = estimate(REGULAR, "c0", given, profile=STRONG, settings=SCORED)
    assert estimate(REGULAR, "c0", given, profile=STRONG + given, settings=SCORED) == alone


def test_a_profile_that_does_not_hang_together_falls_back_to_the_population():
    bank = regular_bank(13)
    odd = [
        Response(f"c{c}.{topic}.{step}/1", correct=c % 2 == 0)
        for c in range(1, 13)
        for topic, step in enumerate((4, 4, 5, 5, 6))
    ]
    prior, population = profile_prior(bank, "c0", odd, Settings()), population_prior(Settings())
    assert abs(prior - population).sum() < 0.1
    even = [Response(r.item, correct=True) for r in odd]
    assert abs(profile_prior(bank, "c0", even, Settings()) - population).sum() > 0.5


def test_the_prior_of_a_profile_is_computed_once():
    bank = regular_bank(2)
    for _ in range(3):
        choose_next(bank, "c0", [], profile=list(STRONG), rng=random.Random(1))
    assert bank.remember.cache_info().hits == 2


def certainty(given, profile):
    result = estimate(REGULAR, "c0", given, profile=profile, settings=SCORED)
    return max(result.level_probabilities)


def test_a_test_ends_when_it_is_sure_with_the_profile_or_without_it():
    given = [Response(f"c0.{topic}.4/1", correct=True) for topic in range(4)]
    enough = max(certainty(given, STRONG), certainty(given, []))
    steps = [
        choose_next(REGULAR, "c0", given, profile=STRONG, settings=settings, rng=random.Random(1))
        for settings in (Settings(stop_probability=p) for p in (enough, enough + 1e-6))
    ]
    assert [isinstance(step, Stop) for step in steps] == [True, False]
