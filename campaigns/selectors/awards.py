"""Stages reached and badges won, from an outcome."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from campaigns.enums import StageKind
from campaigns.models import Badge, Stage
from campaigns.selectors.outcomes import ParticipationOutcome
from competences.engine import Status


def stage_of(stages: Sequence[Stage], outcome: ParticipationOutcome) -> Stage | None:
    """The highest stage reached."""
    reached = [stage for stage in stages if _value(stage, outcome) >= stage.threshold]
    return max(reached, key=lambda stage: stage.threshold, default=None)


def stars_of(stages: Sequence[Stage], outcome: ParticipationOutcome) -> int:
    """Stages reached, the one of everybody aside."""
    return sum(
        1 for stage in stages if stage.threshold and _value(stage, outcome) >= stage.threshold
    )


def _value(stage: Stage, outcome: ParticipationOutcome) -> float:
    """In the unit of the stage: percent of mastery, or mean level over the topics."""
    if stage.kind == StageKind.LEVEL:
        return (
            fmean(tally.level for tally in outcome.by_topic.values() or ())
            if outcome.by_topic
            else 0
        )
    return 100 * outcome.whole.mastery


def badges_of(badges: Sequence[Badge], outcome: ParticipationOutcome) -> dict[str, Any]:
    """Each badge by key: {"won": bool, "progress": percent of its least advanced criterion}."""
    found = {}
    for badge in badges:
        progress = [_progress(criterion, outcome) for criterion in badge.criteria]
        found[badge.key] = {
            "won": bool(progress) and min(progress) >= 1,
            "progress": round(100 * min(progress, default=0.0)),
        }
    return found


def _progress(criterion: Mapping[str, Any], outcome: ParticipationOutcome) -> float:
    """How far one criterion is met, 0 to 1."""
    threshold = criterion["threshold"] / 100
    share = _share(criterion.get("topics"), outcome)
    return min(1.0, share / threshold) if threshold else 1.0


def _share(topics: Mapping[str, int] | None, outcome: ParticipationOutcome) -> float:
    """Share validated of the whole, or of these topics up to their levels."""
    if topics is None:
        return outcome.whole.mastery
    skills = outcome.skills
    aimed = [
        known[0] == Status.VALIDATED
        for skill, known in outcome.knowledge.items()
        if skills[skill].level <= topics.get(skills[skill].topic, 0)
    ]
    return sum(aimed) / len(aimed) if aimed else 0.0
