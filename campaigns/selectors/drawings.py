"""Pictures of a result: a pixel is a skill, lit when validated. The words stand beside them."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

type Levels = Sequence[tuple[int, bool]]
"""Of a topic: the levels aimed at, each with whether it is validated."""

_WIDTH: Final = 299
_GAP: Final = 1
_BANDS_APART: Final = 6
_MOST_COLUMNS: Final = 16
_LARGEST: Final = 36
_STRIP_PIXEL: Final = 13


def picture(topics: Sequence[tuple[str, Levels]]) -> SafeString:
    """All the topics of a result, (domain, levels): a column each, filled from the bottom."""
    columns = min(len(topics), _MOST_COLUMNS) or 1
    pixel = min(_LARGEST, (_WIDTH - (columns - 1) * _GAP) // columns)
    pitch = pixel + _GAP
    highest = max((level for _, levels in topics for level, _ in levels), default=1)
    band = highest * pitch + _BANDS_APART
    strokes: dict[tuple[str, bool], str] = {}
    for place, (domain, levels) in enumerate(topics):
        row, column = divmod(place, columns)
        for level, validated in levels:
            middle = row * band + (highest - level) * pitch + pixel / 2
            stroke = f"M{column * pitch} {middle:g}h{pixel}"
            strokes[domain, validated] = strokes.get((domain, validated), "") + stroke
    bands = -(-len(topics) // columns) or 1
    return _drawing(
        columns * pitch - _GAP, bands * band - _BANDS_APART - _GAP, pixel, strokes, "picture"
    )


def strip(domain: str, levels: Levels) -> SafeString:
    """One topic, its levels from left to right."""
    pitch = _STRIP_PIXEL + _GAP
    strokes: dict[tuple[str, bool], str] = {}
    for place, (_, validated) in enumerate(sorted(levels)):
        stroke = f"M{place * pitch} {_STRIP_PIXEL / 2:g}h{_STRIP_PIXEL}"
        strokes[domain, validated] = strokes.get((domain, validated), "") + stroke
    width = max(len(levels) * pitch - _GAP, 0)
    return _drawing(width, _STRIP_PIXEL, _STRIP_PIXEL, strokes, "strip")


def _drawing(
    width: int, height: int, pixel: int, strokes: dict[tuple[str, bool], str], kind: str
) -> SafeString:
    paths = (
        (domain, "on" if validated else "off", data)
        for (domain, validated), data in sorted(strokes.items())
    )
    return format_html(
        '<svg class="mosaic {0}" width="{1}" height="{2}" viewBox="0 0 {1} {2}" stroke-width="{3}" '
        'aria-hidden="true">{4}</svg>',
        kind,
        width,
        height,
        pixel,
        format_html_join("", '<g class="d{}"><path class="{}" d="{}"/></g>', paths),
    )
