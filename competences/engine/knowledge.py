"""From beliefs to what is shown: which skills are validated, and the pix and level they earn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import strict
from .types import PIX_PER_LEVEL, Knowledge, Source, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .grid import Floats
    from .section import Answers, Section
    from .types import Settings

_VALIDATED_FROM = 0.5
_UNDECIDED_FROM = 0.2  # in a topic never asked about, between the two we do not know
_ROUNDING = 1e-9  # thirds of pix must add up


def knowledge_of(
    section: Section, answers: Answers, mastery: Floats, settings: Settings
) -> dict[str, Knowledge]:
    """What is known of each skill. Without any answer nothing is."""
    if settings.strict:
        return _strict_knowledge(section, answers, mastery)
    asked = set(section.skill_of[answers.item].tolist())
    ends = [*section.topic_starts[1:].tolist(), len(section.skills)]
    known = {}
    for start, end in zip(section.topic_starts.tolist(), ends, strict=True):
        smooth = _never_rising(mastery[start:end].tolist(), section.value[start:end].tolist())
        touched = not asked.isdisjoint(range(start, end))
        for index, probability in zip(range(start, end), smooth, strict=True):
            status = _status(probability, touched=touched) if asked else Status.UNKNOWN
            source = Source.DIRECT if index in asked else Source.INFERRED
            known[section.skills[index].id] = Knowledge(status, source, probability)
    return known


def score(section: Section, knowledge: Mapping[str, Knowledge], max_level: int) -> tuple[int, int]:
    """Pix and level: a skill counts when it is validated, and only then."""
    earned = sum(
        skill.pix_value
        for skill in section.skills
        if knowledge[skill.id].status is Status.VALIDATED
    )
    pix = min(int(earned + _ROUNDING), max_level * PIX_PER_LEVEL)
    return pix, min(int((earned + _ROUNDING) // PIX_PER_LEVEL), max_level)


def _status(probability: float, *, touched: bool) -> Status:
    if probability >= _VALIDATED_FROM:
        return Status.VALIDATED
    if touched or probability < _UNDECIDED_FROM:
        return Status.INVALIDATED
    return Status.UNKNOWN


def _strict_knowledge(section: Section, answers: Answers, mastery: Floats) -> dict[str, Knowledge]:
    known = strict.infer(section, answers)
    nothing = (Status.UNKNOWN, Source.INFERRED)
    return {
        skill.id: Knowledge(*known.get(index, nothing), probability)
        for index, (skill, probability) in enumerate(
            zip(section.skills, mastery.tolist(), strict=True)
        )
    }


def _never_rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest sequence that never rises: a harder skill is never surer than an easier one."""
    blocks: list[tuple[float, float, int]] = []  # mean, weight, length
    for value, weight in zip(values, weights, strict=True):
        block = (value, max(weight, _ROUNDING), 1)
        while blocks and blocks[-1][0] < block[0]:
            mean, mass, length = blocks.pop()
            total = mass + block[1]
            block = ((mean * mass + block[0] * block[1]) / total, total, length + block[2])
        blocks.append(block)
    return [mean for mean, _, length in blocks for _ in range(length)]
