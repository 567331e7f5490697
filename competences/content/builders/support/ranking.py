"""Facts such as "the best day" must have one answer: no ties at the ends."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

_TRIES = 1_000


class NoClearDrawError(RuntimeError):
    """The parameters never give a draw with one defensible answer."""


def draw_until[T](draw: Callable[[], T], accept: Callable[[T], bool]) -> T:
    """The first draw that is accepted."""
    for _ in range(_TRIES):
        drawn = draw()
        if accept(drawn):
            return drawn
    raise NoClearDrawError("these parameters never give a draw without ambiguity")


def sums[T](pairs: Iterable[tuple[T, float]]) -> dict[T, float]:
    totals: dict[T, float] = defaultdict(float)
    for key, value in pairs:
        totals[key] += value
    return {key: round(total, 2) for key, total in totals.items()}


def best[T](scores: Mapping[T, float]) -> T:
    return max(scores, key=lambda key: scores[key])


def has_clear_ends(values: Iterable[float], *, gap: float = 1) -> bool:
    """Whether the greatest and the least are alone; `gap` 1.2 asks for 20 % more than the next."""
    ranked = sorted(values)
    if len(ranked) < 2:  # noqa: PLR2004  one value is both ends
        return True
    low, next_low, next_high, high = ranked[0], ranked[1], ranked[-2], ranked[-1]
    return next_low > low * gap and high > next_high * gap
