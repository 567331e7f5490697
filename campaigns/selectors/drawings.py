"""The small picture of a result: a column a topic, a pixel a skill, filled from the bottom."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

_PIXEL: Final = 15
_PITCH: Final = 16


def columns(topics: Sequence[Sequence[tuple[int, bool]]], *, domain: str) -> SafeString:
    """`topics`: for each, its levels with whether they are validated. The words stand beside it."""
    highest = max((level for levels in topics for level, _ in levels), default=1)
    lit, unlit = "", ""
    for column, levels in enumerate(topics):
        for level, validated in levels:
            middle = (highest - level) * _PITCH + _PIXEL / 2
            stroke = f"M{column * _PITCH} {middle:g}h{_PIXEL}"
            lit, unlit = (lit + stroke, unlit) if validated else (lit, unlit + stroke)
    width, height = len(topics) * _PITCH - 1, highest * _PITCH - 1
    return format_html(
        '<svg class="mosaic d{}" width="{}" height="{}" viewBox="0 0 {} {}" stroke-width="{}" '
        'aria-hidden="true">{}{}</svg>',
        domain,
        *(width, height) * 2,
        _PIXEL,
        format_html('<path class="off" d="{}"/>', unlit) if unlit else "",
        format_html('<path class="on" d="{}"/>', lit) if lit else "",
    )
