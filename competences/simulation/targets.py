"""What the engine promises, and where each promise is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .measures import Measures


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

    def met(self, measures: Measures) -> bool:
        return self.least <= round(float(getattr(measures, self.measure)), 3) <= self.most


def _bounds(name: str, **bounds: tuple[float | None, float | None]) -> list[Target]:
    infinity = float("inf")
    return [
        Target(
            name,
            measure,
            -infinity if least is None else least,
            infinity if most is None else most,
        )
        for measure, (least, most) in bounds.items()
    ]


# Keyed by scenario, information, stop rule and score prior. T9 is a time: it depends on the load.
TARGETS: dict[tuple[str, str, str, str], list[Target]] = {
    ("base", "cal", "B", "profile"): _bounds("T1", exact=(58, None), questions=(None, 6.5)),
    ("base", "cal", "A", "profile"): [
        *_bounds(
            "T2",
            exact=(62, None),
            within_one=(98, None),
            rmse=(None, 4.4),
            questions=(None, 9),
            max_exposure=(None, 31),
            overlap=(None, 22),
        ),
        *_bounds("T6", bias_size=(None, 0.5), calibration_error=(None, 0.03)),
        *_bounds("T9", milliseconds=(None, 1)),
    ],
    ("base", "cal", "A", "neutral"): [
        *_bounds("T2'", exact=(61, None), rmse=(None, 4.7), questions=(None, 9)),
        *_bounds("T6", bias_size=(None, 0.5), calibration_error=(None, 0.03)),
        *_bounds("T9", milliseconds=(None, 1)),
    ],
    ("base", "cold", "B", "profile"): _bounds("T3", exact=(58.5, None), questions=(None, 9.5)),
    ("misspec", "cal", "A", "profile"): _bounds(
        "T4", exact=(55, None), questions=(None, 8.5), rmse=(None, 6)
    ),
    ("indep", "cal", "A", "profile"): _bounds("T5", exact=(55, None)),
}
