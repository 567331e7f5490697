"""The page of a target profile: what it asks, how its results are told, who uses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Membership
from campaigns.models import Badge, Campaign, Stage, TargetProfile
from campaigns.selectors.profiles import topics_of
from campaigns.selectors.topics import (
    CompetenceToAsk,
    Reach,
    Referential,
    Step,
    TopicToAsk,
    reach_of,
    still_asked,
)
from competences.models import Topic


@dataclass(frozen=True)
class AskedTopic:
    """`steps`: what is asked, one line a level."""

    topic: TopicToAsk
    level: int

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.topic.steps if step.level <= self.level)


@dataclass(frozen=True)
class AskedCompetence:
    competence: CompetenceToAsk
    topics: tuple[AskedTopic, ...]


@dataclass(frozen=True)
class ToldBadge:
    """`conditions`: (percent, titles of the topics that count, none for the whole profile).

    `is_winnable`: the profile still asks something of each condition.
    """

    badge: Badge
    conditions: tuple[tuple[int, tuple[str, ...]], ...]
    is_winnable: bool


@dataclass(frozen=True)
class ProfilePage:
    """`gone`: titles of the topics that the bank no longer asks."""

    profile: TargetProfile
    reach: Reach
    competences: tuple[AskedCompetence, ...]
    gone: tuple[str, ...]
    stages: tuple[Stage, ...]
    badges: tuple[ToldBadge, ...]


def profile_page(profile: TargetProfile, known: Referential) -> ProfilePage:
    """Four queries, whatever the profile holds."""
    topics = topics_of(profile)
    asked = still_asked(topics, known)
    gone = Topic.objects.filter(pk__in=topics.keys() - asked.keys()).order_by("title")
    stages = profile.stages.order_by("threshold")
    return ProfilePage(
        profile=profile,
        reach=reach_of(asked, known),
        competences=tuple(_competences(asked, known)),
        gone=tuple(gone.values_list("title", flat=True)),
        stages=tuple(stages),
        badges=tuple(_told(badge, asked, known) for badge in profile.badges.order_by("pk")),
    )


def campaigns_here(profile: TargetProfile, membership: Membership) -> list[Campaign]:
    """Campaigns of the team made with it, the newest first."""
    made = Campaign.objects.filter(
        profile=profile, organisation=membership.organisation_id, deleted_at=None
    )
    return list(made.order_by("-created_at", "-pk"))


def is_used(profile: TargetProfile) -> bool:
    """Whether a campaign was made with it, in any school, even deleted since: it is then kept."""
    return Campaign.objects.filter(profile=profile).exists()


def _competences(asked: Mapping[str, int], known: Referential) -> list[AskedCompetence]:
    found = []
    for one in known.competences:
        topics = tuple(
            AskedTopic(topic, asked[topic.id]) for topic in one.topics if topic.id in asked
        )
        if topics:
            found.append(AskedCompetence(one, topics))
    return found


def _told(badge: Badge, asked: Mapping[str, int], known: Referential) -> ToldBadge:
    return ToldBadge(
        badge=badge,
        conditions=tuple(
            (criterion["threshold"], _titles(criterion, known)) for criterion in badge.criteria
        ),
        is_winnable=bool(badge.criteria) and all(_counts(one, asked) for one in badge.criteria),
    )


def _titles(criterion: Mapping[str, Any], known: Referential) -> tuple[str, ...]:
    topics = criterion.get("topics") or {}
    return tuple(known.topics[id_].title if id_ in known.topics else id_ for id_ in topics)


def _counts(criterion: Mapping[str, Any], asked: Mapping[str, int]) -> bool:
    """Whether the profile asks something that this condition counts."""
    topics = criterion.get("topics")
    return bool(asked) if topics is None else any(id_ in asked for id_ in topics)
