"""How the results of a target profile are told: its stages and its badges."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.text import slugify

from campaigns.enums import StageKind
from campaigns.models import Badge, Stage, TargetProfile
from campaigns.services.profiles import ChangedMeanwhile, digest, lock, read_again

MOST_STAGES: Final = 8
MOST_BADGES: Final = 12
_KEY_LENGTH: Final = 50
# Names of pages beside those of the badges.
_RESERVED: Final = {"ajouter"}


class TooMany(Exception):
    """The profile has as many badges as a page can tell."""


@dataclass(frozen=True, kw_only=True)
class StageContent:
    threshold: int
    title: str
    message: str = ""
    team_title: str = ""
    team_description: str = ""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """`topics`: {topic: highest level that counts}; none for the whole profile."""

    threshold: int
    topics: Mapping[str, int] | None = None


@dataclass(frozen=True, kw_only=True)
class BadgeContent:
    title: str
    message: str = ""
    criteria: Sequence[Criterion]
    is_shown_before: bool = True


@transaction.atomic
def set_stages(
    *,
    profile: TargetProfile,
    kind: StageKind,
    stages: Sequence[StageContent],
    seen: str,
    now: datetime,
) -> None:
    """These and no others; `seen` as `stages_fingerprint` gave it. Raises ChangedMeanwhile."""
    locked = lock(profile)
    wanted = [Stage(profile=locked, kind=kind, **asdict(stage)) for stage in stages]
    current = stages_fingerprint(locked)
    if current == digest(_told(wanted)):
        return
    if seen != current:
        raise ChangedMeanwhile
    locked.stages.all().delete()
    Stage.objects.bulk_create(wanted)
    read_again(locked, now=now)


def stages_fingerprint(profile: TargetProfile) -> str:
    return digest(_told(profile.stages.order_by("threshold")))


@transaction.atomic
def add_badge(*, profile: TargetProfile, content: BadgeContent, now: datetime) -> Badge:
    """The same content sent twice makes one badge. Raises TooMany."""
    locked = lock(profile)
    present = list(locked.badges.order_by("pk"))
    values = _values(content)
    for badge in present:
        if badge_fingerprint(badge) == digest(values):
            return badge
    if len(present) >= MOST_BADGES:
        raise TooMany
    key = _free_key(content.title, {badge.key for badge in present} | _RESERVED)
    badge = Badge.objects.create(profile=locked, key=key, **values)
    read_again(locked, now=now)
    return badge


@transaction.atomic
def change_badge(*, badge: Badge, content: BadgeContent, seen: str, now: datetime) -> None:
    """Results name it by its key, which stays. Raises ChangedMeanwhile."""
    locked = lock(badge.profile)
    current = locked.badges.filter(pk=badge.pk).first()
    if current is None:
        raise ChangedMeanwhile
    values = _values(content)
    if badge_fingerprint(current) == digest(values):
        return
    if seen != badge_fingerprint(current):
        raise ChangedMeanwhile
    Badge.objects.filter(pk=current.pk).update(**values)
    read_again(locked, now=now)


@transaction.atomic
def delete_badge(*, badge: Badge, now: datetime) -> None:
    locked = lock(badge.profile)
    deleted, _by_model = locked.badges.filter(pk=badge.pk).delete()
    if deleted:
        read_again(locked, now=now)


def badge_fingerprint(badge: Badge) -> str:
    return digest(
        {
            "title": badge.title,
            "message": badge.message,
            "is_shown_before": badge.is_shown_before,
            "criteria": badge.criteria,
        }
    )


def _values(content: BadgeContent) -> dict[str, Any]:
    return {
        "title": content.title,
        "message": content.message,
        "is_shown_before": content.is_shown_before,
        "criteria": [
            {"topics": None if one.topics is None else dict(one.topics), "threshold": one.threshold}
            for one in content.criteria
        ],
    }


def _free_key(title: str, taken: set[str]) -> str:
    name = slugify(title)[:_KEY_LENGTH] or "badge"
    numbered = (f"{name}-{number}" for number in range(2, MOST_BADGES + 2))
    return next(key for key in (name, *numbered) if key not in taken)


def _told(stages: Any) -> list[list[Any]]:
    ordered = sorted(stages, key=lambda stage: stage.threshold)
    return [
        [
            str(stage.kind),
            stage.threshold,
            stage.title,
            stage.message,
            stage.team_title,
            stage.team_description,
        ]
        for stage in ordered
    ]
