"""Which values the parameters of a challenge take in its variant number n."""

import math
import random
from collections.abc import Mapping
from typing import Any

from .schema import ChallengeSpec


def choose_values(challenge: ChallengeSpec, number: int) -> dict[str, Any]:
    """One value of each parameter.

    Combinations are dealt like cards, in an order of their own for each challenge: none comes
    twice before all were seen, and adding variants later does not change the first ones.
    """
    # Sorted: the database may return a mapping in another order than the file's.
    values = sorted(challenge.values.items())
    total = math.prod(len(choices) for _, choices in values)
    index = _deal(challenge.id, number, total)
    chosen: dict[str, Any] = {}
    for name, choices in values:
        index, position = divmod(index, len(choices))
        chosen[name] = choices[position]
    return chosen


def _deal(seed: str, number: int, total: int) -> int:
    rng = random.Random(seed)  # noqa: S311  reproducible, not secret
    start = rng.randrange(total)
    stride = rng.randrange(total) + 1
    while math.gcd(stride, total) > 1:
        stride += 1
    return (start + number * stride) % total


def distinct_draws(values: Mapping[str, tuple[Any, ...]]) -> int:
    return math.prod(map(len, values.values()))
