"""What a campaign asks, pinned when it was made, and how its results will be told."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.models import Badge, Campaign, Stage
from campaigns.selectors.entry import usual_minutes
from competences.models import Topic
from competences.services.series import plan_of, usual_questions


@dataclass(frozen=True)
class Pinned:
    """`topics`: (title, highest level asked); `lost`: how many left the bank since."""

    topics: tuple[tuple[str, int], ...]
    lost: int
    questions: int
    minutes: int
    stages: Sequence[Stage]
    badges: Sequence[Badge]


def pinned_in(campaign: Campaign) -> Pinned | None:
    """None for a collection of profiles, which asks nothing."""
    profile = campaign.profile
    if profile is None:
        return None
    plan = plan_of(campaign.topics)
    asked = {topic for section in plan for topic in section["topics"]}
    rows = Topic.objects.filter(pk__in=asked).order_by("competence_id", "pk")
    return Pinned(
        topics=tuple((topic.title, campaign.topics[topic.pk]) for topic in rows),
        lost=len(campaign.topics.keys() - asked),
        questions=usual_questions(plan),
        minutes=usual_minutes(plan),
        stages=list(profile.stages.order_by("threshold")),
        badges=list(profile.badges.order_by("key")),
    )
