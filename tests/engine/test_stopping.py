import random
from dataclasses import replace

import pytest

from competences.engine import Choice, Response, Settings, Stop, StopReason, choose_next, estimate
from tests.engine.banks import REGULAR

TWELVE = [
    Response(f"c0.{topic}.{1 + (topic + step) % 8}/1", correct=topic + (topic + step) % 8 < 6)
    for step in range(0, 6, 2)
    for topic in range(4)
]
LONG = Settings(stop_probability=2)


def ask(responses, settings):
    return choose_next(REGULAR, "c0", responses, settings=settings, rng=random.Random(0))


def test_never_before_the_minimum():
    always_sure = Settings(stop_probability=0)
    assert isinstance(ask(TWELVE[:3], always_sure), Choice)
    assert ask(TWELVE[:4], always_sure) == Stop(StopReason.SURE)


def test_at_the_usual_length():
    assert isinstance(ask(TWELVE[:11], LONG), Choice)
    assert ask(TWELVE, LONG) == Stop(StopReason.MAX_QUESTIONS)


def test_at_the_hard_limit_whatever_the_caller_raised():
    settings = replace(LONG, max_questions=50, min_questions=50, hard_limit=10)
    assert ask(TWELVE[:10], settings) == Stop(StopReason.HARD_LIMIT)


def test_when_nothing_more_would_be_learnt():
    assert ask(TWELVE[:5], replace(LONG, min_gain=1e6)) == Stop(StopReason.NO_GAIN)
    assert isinstance(ask(TWELVE[:3], replace(LONG, min_gain=1e6)), Choice)


def test_when_the_level_is_likely_enough():
    best = max(estimate(REGULAR, "c0", TWELVE[:8]).level_probabilities)
    assert isinstance(ask(TWELVE[:8], Settings(stop_probability=best + 1e-6)), Choice)
    assert ask(TWELVE[:8], Settings(stop_probability=best)) == Stop(StopReason.SURE)


def test_a_quick_test_stops_on_the_precision_of_the_pix():
    sd = estimate(REGULAR, "c0", TWELVE[:8]).pix_sd
    quick = Settings(quick=True, quick_pix_sd=sd - 1e-6)
    assert isinstance(ask(TWELVE[:8], quick), Choice)
    assert ask(TWELVE[:8], replace(quick, quick_pix_sd=sd + 1e-6)) == Stop(StopReason.SURE)
    never_sure = replace(quick, quick_pix_sd=0)
    assert ask(TWELVE[:10], never_sure) == Stop(StopReason.MAX_QUESTIONS)


@pytest.mark.parametrize("kept", [0, 6, 12])
def test_a_retry_asks_new_questions_after_the_kept_answers(kept):
    settings = Settings(
        min_questions=kept + 4, max_questions=kept + 12, hard_limit=kept + 15, stop_probability=0
    )
    assert isinstance(ask(TWELVE[:kept], settings), Choice)
