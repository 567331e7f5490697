"""Load the ready-made target profiles. Campaigns pinned their topics: they are not touched."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from campaigns.content.reading import ProfileSpec, ReadyMade, StageSpec
from campaigns.enums import Visibility
from campaigns.models import Badge, Stage, TargetProfile, TargetTopic
from competences.models import Topic


class UnknownTopic(ValueError):
    """A ready-made profile names a topic that the bank does not have."""


@transaction.atomic
def load_ready_made(content: ReadyMade, *, now: datetime) -> int:
    """Make the table what the file says; returns how many profiles there are. Raises UnknownTopic.

    A profile that left the file is archived: campaigns refer to it.
    """
    by_competence: dict[str, list[str]] = {}
    present = Topic.objects.filter(active=True).order_by("pk")
    for topic, competence in present.values_list("pk", "competence_id"):
        by_competence.setdefault(competence, []).append(topic)
    for rank, spec in enumerate(content.profiles):
        _load(spec, content.stages, rank, by_competence)
    slugs = [spec.slug for spec in content.profiles]
    gone = TargetProfile.objects.filter(slug__isnull=False, archived_at=None).exclude(
        slug__in=slugs
    )
    gone.update(archived_at=now)
    return len(slugs)


def _load(
    spec: ProfileSpec,
    stages: list[StageSpec],
    rank: int,
    by_competence: Mapping[str, list[str]],
) -> None:
    topics = _topics(spec, by_competence)
    profile, _created = TargetProfile.objects.update_or_create(
        slug=spec.slug,
        defaults={
            "name": spec.name,
            "description": spec.description,
            "category": spec.category,
            "visibility": Visibility.EVERYBODY,
            "rank": rank,
            "archived_at": None,
        },
    )
    profile.topics.all().delete()
    TargetTopic.objects.bulk_create(
        TargetTopic(profile=profile, topic_id=topic, max_level=level)
        for topic, level in topics.items()
    )
    profile.stages.all().delete()
    Stage.objects.bulk_create(Stage(profile=profile, **stage.model_dump()) for stage in stages)
    profile.badges.all().delete()
    Badge.objects.bulk_create(Badge(profile=profile, **badge.model_dump()) for badge in spec.badges)


def _topics(spec: ProfileSpec, by_competence: Mapping[str, list[str]]) -> dict[str, int]:
    known = {topic for topics in by_competence.values() for topic in topics}
    topics = dict(spec.topics)
    for competence, level in spec.all_of.items():
        topics |= dict.fromkeys(by_competence.get(competence, ()), level)
    named = topics.keys() | {
        topic for badge in spec.badges for one in badge.criteria for topic in one.topics or ()
    }
    if unknown := sorted(named - known):
        raise UnknownTopic(f"{spec.slug}: {', '.join(unknown)}")
    return topics
