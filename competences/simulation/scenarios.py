"""The worlds the engine may meet. It always believes it lives in the first one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

type Population = Literal["normal", "mixture", "unrelated"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """How items and people are drawn. Unit of ability and difficulty: one Pix level."""

    name: str
    seed: int
    students: int
    population: Population = "normal"
    slope: float = 1.5  # median discrimination
    slope_spread: float = 0.30
    most_guessing: float = 0.30  # of a multiple choice question
    slips: tuple[float, float] = (0.0, 0.0)
    competence_sd: float = 1.0
    topic_sd: float = 0.6
    heavy_tails: bool = False


SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario("base", 20261, 400),
        Scenario(
            "misspec",
            20262,
            400,
            population="mixture",
            slope=1.2,
            slope_spread=0.45,
            most_guessing=0.40,
            slips=(0.03, 0.12),
            topic_sd=0.9,
            heavy_tails=True,
        ),
        Scenario("steep", 20263, 200, slope=3.0),
        Scenario("indep", 20264, 200, population="unrelated", competence_sd=1.8),
    )
}
