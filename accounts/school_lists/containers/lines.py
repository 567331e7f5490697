"""What text tables and sheets have in common: numbered lines of cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Lines:
    """`read` starts again from the first line; blank lines are left out, numbers are kept."""

    read: Callable[[], Iterator[Line]]
