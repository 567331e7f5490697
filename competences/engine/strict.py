"""The inference rules of the existing public service, kept exactly, behind a switch.

A right answer validates the easier skills of its topic, a wrong one invalidates the harder ones,
and what was once written about a skill is never overwritten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .types import Source, Status

if TYPE_CHECKING:
    from .section import Answers, Section


def infer(section: Section, answers: Answers) -> dict[int, tuple[Status, Source]]:
    """Knowledge by skill index, from answers in the order they were given."""
    known: dict[int, tuple[Status, Source]] = {}
    for item, correct in zip(answers.item.tolist(), answers.correct.tolist(), strict=True):
        asked = section.skills[section.skill_of[item]]
        status = Status.VALIDATED if correct else Status.INVALIDATED
        known.setdefault(int(section.skill_of[item]), (status, Source.DIRECT))
        for index, skill in enumerate(section.skills):
            told = skill.level < asked.level if correct else skill.level > asked.level
            if told and skill.topic == asked.topic:
                known.setdefault(index, (status, Source.INFERRED))
    return known
