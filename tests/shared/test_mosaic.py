"""The mosaic draws whole pixels, as many as there are pix."""

import re

import pytest

from pix.shared.mosaic import PIX, Grid, profile_shapes, shapes


def pixels(path: str, grid: Grid) -> int:
    """Pixels of a path: each line is a run of `n` pixels and `n - 1` gaps."""
    lengths = [int(length) for length in re.findall(r"h(\d+)", path)]
    return sum((length + grid.gap) // grid.pitch for length in lengths)


@pytest.mark.parametrize(("size", "pixel", "gap"), [
    (71, 8, 1), (143, 17, 1), (215, 26, 1), (287, 35, 1), (299, 33, 5),
])  # fmt: skip
def test_sizes_hold_whole_pixels(size, pixel, gap):
    grid = Grid(size)
    assert (grid.pixel, grid.gap) == (pixel, gap)
    assert 8 * grid.pixel + 7 * grid.gap == size


def test_a_mosaic_without_room_is_refused():
    with pytest.raises(ValueError, match="no room"):
        Grid(7)


@pytest.mark.parametrize("pix", [0, 1, 7, 8, 9, 27, 63, 64])
@pytest.mark.parametrize("new", [0, 1, 5, 64])
def test_every_pix_is_drawn_once(pix, new):
    grid = Grid(71)
    drawn = shapes(grid, pix, new)
    assert pixels(drawn.new, grid) == min(new, pix)
    assert pixels(drawn.earned, grid) == pix - min(new, pix)
    assert pixels(drawn.missing, grid) == PIX - pix


@pytest.mark.parametrize(("pix", "new"), [(-3, 0), (200, 2), (10, -1)])
def test_figures_out_of_range_are_kept_in_range(pix, new):
    grid = Grid(71)
    drawn = shapes(grid, pix, new)
    total = sum(pixels(path, grid) for path in (drawn.earned, drawn.new, drawn.missing))
    assert total == PIX


def test_the_first_level_is_the_bottom_row():
    assert shapes(Grid(71), 8).earned == "M0 67h71"


def test_new_pixels_follow_the_old_ones_in_the_same_row():
    drawn = shapes(Grid(71), 3, 1)
    assert drawn.earned == "M0 67h17"
    assert drawn.new == "M18 67h8"


def test_the_profile_is_four_by_four():
    drawn = list(profile_shapes([(64, 0)] * 16))
    assert drawn[5].earned.startswith("M76 143h71")
    assert drawn[15].earned.startswith("M228 295h71")
