"""What a campaign asks, and how its results are told: pinned when it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from campaigns.models import Badge, Campaign, Stage, TargetProfile
from campaigns.selectors.entry import usual_minutes
from competences.models import Topic
from competences.services.series import plan_of, usual_questions

_OF_A_STAGE: Final = (
    "kind", "threshold", "title", "message", "team_title", "team_description",
)  # fmt: skip
_OF_A_BADGE: Final = ("key", "title", "message", "criteria", "is_shown_before")


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
    if campaign.profile_id is None:
        return None
    plan = plan_of(campaign.topics)
    asked = {topic for section in plan for topic in section["topics"]}
    rows = Topic.objects.filter(pk__in=asked).order_by("competence_id", "pk")
    return Pinned(
        topics=tuple((topic.title, campaign.topics[topic.pk]) for topic in rows),
        lost=len(campaign.topics.keys() - asked),
        questions=usual_questions(plan),
        minutes=usual_minutes(plan),
        stages=pinned_stages(campaign),
        badges=pinned_badges(campaign),
    )


def awards_of(profile: TargetProfile) -> dict[str, list[dict[str, Any]]]:
    """The stages and badges of a profile as they are now, to be pinned."""
    return {
        "stages": list(profile.stages.order_by("threshold").values(*_OF_A_STAGE)),
        "badges": list(profile.badges.order_by("pk").values(*_OF_A_BADGE)),
    }


def pinned_stages(campaign: Campaign) -> list[Stage]:
    """In order; they are no rows of the profile, which may have changed since."""
    return [Stage(**stage) for stage in campaign.awards.get("stages", ())]


def pinned_badges(campaign: Campaign) -> list[Badge]:
    """The same."""
    return [Badge(**badge) for badge in campaign.awards.get("badges", ())]
