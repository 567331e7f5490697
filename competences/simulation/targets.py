"""What the engine promises, and where each promise is checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One bound on one measure: at least `least`, at most `most`."""

    name: str
    measure: str
    least: float = float("-inf")
    most: float = float("inf")

    def __str__(self) -> str:
        bound = f">= {self.least:g}" if self.most == float("inf") else f"<= {self.most:g}"
        return f"{self.name} {self.measure} {bound}"

    def met(self, measures: object) -> bool:
        return self.least <= round(float(getattr(measures, self.measure)), 3) <= self.most


def _bounds(name: str, **bounds: tuple[str, float]) -> list[Target]:
    return [
        Target(name, measure, least=bound) if side == ">=" else Target(name, measure, most=bound)
        for measure, (side, bound) in bounds.items()
    ]


type Key = tuple[str, str, str, str]  # scenario, information, stop rule, score prior

_T6 = _bounds("T6", bias_size=("<=", 0.5), calibration_error=("<=", 0.03))
_T9 = _bounds("T9", milliseconds=("<=", 1))  # a time: it depends on the load of the machine

# On the world of the protocol.
SINGLE: dict[Key, list[Target]] = {
    ("base", "cal", "B", "profile"): _bounds("T1", exact=(">=", 58), questions=("<=", 6.5)),
    ("base", "cal", "A", "profile"): [
        *_bounds(
            "T2",
            exact=(">=", 62),
            within_one=(">=", 98),
            rmse=("<=", 4.4),
            questions=("<=", 9),
            max_exposure=("<=", 31),
            overlap=("<=", 22),
        ),
        *_T6,
        *_T9,
    ],
    ("base", "cal", "A", "neutral"): [
        *_bounds("T2'", exact=(">=", 61), rmse=("<=", 4.7), questions=("<=", 9)),
        *_T6,
        *_T9,
    ],
    ("base", "cold", "B", "profile"): _bounds("T3", exact=(">=", 58.5), questions=("<=", 9.5)),
    ("misspec", "cal", "A", "profile"): _bounds(
        "T4", exact=(">=", 55), questions=("<=", 8.5), rmse=("<=", 6)
    ),
    ("indep", "cal", "A", "profile"): _bounds("T5", exact=(">=", 55)),
}

# Averaged over many worlds, where luck counts less: what the first prototype reached.
AVERAGE: dict[Key, list[Target]] = {
    ("base", "cal", "A", "neutral"): _bounds(
        "mean",
        exact=(">=", 60.0),
        rmse=("<=", 4.80),
        exact_shown=(">=", 58.6),
        rmse_shown=("<=", 4.95),
        questions=("<=", 8.4),
    ),
    ("base", "cold", "A", "neutral"): _bounds(
        "mean", exact=(">=", 57.9), exact_shown=(">=", 55.6), questions=("<=", 11.1)
    ),
    ("misspec", "cal", "A", "neutral"): _bounds(
        "mean", exact=(">=", 53.1), exact_shown=(">=", 51.9), questions=("<=", 8.4)
    ),
}


def targets(key: Key, worlds: int) -> list[Target]:
    return (SINGLE if worlds == 1 else AVERAGE).get(key, [])
