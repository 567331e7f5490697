"""The target profiles among which a teacher chooses, with what they ask and how long they take."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Membership
from campaigns.enums import ProfileCategory, Visibility
from campaigns.models import TargetProfile, TargetTopic
from campaigns.selectors.entry import usual_minutes
from competences.services.series import Section, usual_questions


@dataclass(frozen=True)
class ProfileChoice:
    """`topics`: (title, highest level asked), in the order of the referential."""

    profile: TargetProfile
    questions: int
    minutes: int
    topics: tuple[tuple[str, int], ...]
    competences: int


@dataclass(frozen=True)
class ProfileGroup:
    label: str
    choices: tuple[ProfileChoice, ...]


def usable_profiles(
    membership: Membership, *, also: TargetProfile | None = None
) -> QuerySet[TargetProfile]:
    """Ready-made, shared with everybody, or of the school; none withdrawn.

    `also`: the one that a campaign has already, whoever may choose it.
    """
    shared = of_school(membership) | Q(visibility=Visibility.EVERYBODY)
    offered = Q(archived_at=None) & shared
    kept = Q(pk=also.pk) if also is not None else Q(pk__in=())
    return TargetProfile.objects.filter(offered | kept).order_by("rank", "name", "pk")


def of_school(membership: Membership) -> Q:
    """Her own, those of the school that are no draft; for administrators, drafts left behind."""
    may_read = Q(author=membership.user_id) | ~Q(visibility=Visibility.AUTHOR)
    if membership.role == Role.ADMINISTRATOR:
        may_read |= left_behind(membership.organisation_id)
    return Q(organisation=membership.organisation_id) & may_read


def left_behind(organisation_id: int) -> Q:
    """Of somebody who is no longer in the team."""
    present = Membership.objects.filter(organisation=organisation_id, ended_at=None).order_by()
    return Q(author=None) | ~Q(author__in=present.values("user"))


def profile_groups(
    membership: Membership, *, also: TargetProfile | None = None
) -> list[ProfileGroup]:
    """By category, those of the school after the ready-made ones. Two queries."""
    topics = TargetTopic.objects.filter(topic__active=True).select_related("topic")
    profiles = usable_profiles(membership, also=also).prefetch_related(
        Prefetch("topics", topics.order_by("topic__competence_id", "topic_id"), to_attr="asked")
    )
    groups: dict[str, list[ProfileChoice]] = defaultdict(list)
    for choice in _choices(profiles):
        groups[_label(choice.profile, membership)].append(choice)
    labels = [str(category.label) for category in ProfileCategory]
    rank = {label: place for place, label in enumerate([*labels, _own(), _shared()])}
    return [
        ProfileGroup(label, tuple(groups[label]))
        for label in sorted(groups, key=lambda label: rank[label])
    ]


def _choices(profiles: Iterable[TargetProfile]) -> Iterable[ProfileChoice]:
    """Without those of which nothing is left in the bank."""
    for profile in profiles:
        asked: list[TargetTopic] = profile.asked  # type: ignore[attr-defined]  # prefetched above
        if asked:
            plan = _plan(asked)
            yield ProfileChoice(
                profile=profile,
                questions=usual_questions(plan),
                minutes=usual_minutes(plan),
                topics=tuple((target.topic.title, target.max_level) for target in asked),
                competences=len(plan),
            )


def _plan(asked: Iterable[TargetTopic]) -> list[Section]:
    """As a series would take them, without reading the bank for each profile."""
    by_competence: Mapping[str, dict[str, int]] = defaultdict(dict)
    for target in asked:
        by_competence[target.topic.competence_id][target.topic_id] = target.max_level
    return [Section(competence=code, topics=topics) for code, topics in by_competence.items()]


def _label(profile: TargetProfile, membership: Membership) -> str:
    if profile.slug is not None:
        return str(ProfileCategory(profile.category).label)
    is_ours = profile.organisation_id == membership.organisation_id
    return _own() if is_ours else _shared()


def _own() -> str:
    return _("De votre établissement")


def _shared() -> str:
    return _("Partagés par d'autres établissements")
