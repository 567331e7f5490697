"""When to stop asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .posterior import level_distribution
from .types import StopReason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .posterior import Belief
    from .section import Section
    from .types import Settings


def stop_reason(
    section: Section, readings: Iterable[Belief], asked: int, settings: Settings
) -> StopReason | None:
    """Hard limit, then certainty once the minimum is asked, then the usual length.

    The same answers are read with the profile and without it: being sure on one reading is enough,
    since the first knows the person better and the second is the one that is shown.
    """
    if asked >= settings.hard_limit:
        return StopReason.HARD_LIMIT
    sure = (_is_sure(section, belief, settings) for belief in readings)
    if asked >= settings.min_questions and any(sure):
        return StopReason.SURE
    limit = settings.max_questions
    if settings.quick:
        limit = min(limit, settings.quick_max_questions)
    return StopReason.MAX_QUESTIONS if asked >= limit else None


def _is_sure(section: Section, belief: Belief, settings: Settings) -> bool:
    if settings.quick:
        return belief.pix_sd <= settings.quick_pix_sd
    levels = level_distribution(section, belief, settings.max_level)
    return bool(levels.max() >= settings.stop_probability)
