"""The mosaic: 8 pix a level, 8 levels, so a competence is 8 × 8 pixels, filled from the bottom.

A row of pixels is one dashed line (a dash is a pixel, a space is a gap): eight short commands draw
a whole competence, at whole pixels, and a page of sixteen of them stays light.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SIDE = 8
PIX = SIDE * SIDE
PROFILE_SIDE = 4
PROFILE_SIZE = 299
PROFILE_GAP = 5


@dataclass(frozen=True)
class Grid:
    """Whole pixels that fill `size` exactly: 8 pixels and 7 gaps."""

    size: int

    def __post_init__(self) -> None:
        if self.pixel < 1:
            message = f"A mosaic of {self.size} px has no room for its pixels"
            raise ValueError(message)

    @property
    def gap(self) -> int:
        """The narrowest gap that leaves whole pixels (1 px at 71, 143, 215, 287; 5 px at 299)."""
        return -self.size % SIDE or SIDE

    @property
    def pixel(self) -> int:
        return (self.size - (SIDE - 1) * self.gap) // SIDE

    @property
    def pitch(self) -> int:
        return self.pixel + self.gap


@dataclass(frozen=True)
class Shapes:
    """Path data of one competence, by state of its pixels ("" when no pixel is in that state)."""

    earned: str
    new: str
    missing: str


def shapes(grid: Grid, pix: int, new: int = 0, *, left: int = 0, top: int = 0) -> Shapes:
    """Draw `pix` earned pixels, the last `new` of them apart; figures are kept in range."""
    pix = min(max(pix, 0), PIX)
    old = pix - min(max(new, 0), pix)
    return Shapes(
        earned=_lines(grid, 0, old, left, top),
        new=_lines(grid, old, pix, left, top),
        missing=_lines(grid, pix, PIX, left, top),
    )


def profile_shapes(profile: Sequence[tuple[int, int]]) -> Iterator[Shapes]:
    """Draw (pix, new) of each competence, four in a row, as one 32 × 32 picture."""
    size = (PROFILE_SIZE - (PROFILE_SIDE - 1) * PROFILE_GAP) // PROFILE_SIDE
    grid = Grid(size)
    for index, (pix, new) in enumerate(profile):
        row, column = divmod(index, PROFILE_SIDE)
        step = size + PROFILE_GAP
        yield shapes(grid, pix, new, left=column * step, top=row * step)


def _lines(grid: Grid, first: int, end: int, left: int, top: int) -> str:
    commands = []
    while first < end:
        row, column = divmod(first, SIDE)
        count = min(end - first, SIDE - column)
        x = left + column * grid.pitch
        y = top + (SIDE - 1 - row) * grid.pitch + grid.pixel / 2
        commands.append(f"M{x} {y:g}h{count * grid.pitch - grid.gap}")
        first += count
    return "".join(commands)
