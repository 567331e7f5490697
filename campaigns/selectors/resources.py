"""Activities and links that teachers share about a topic."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, Organisation, User
from campaigns.enums import Origin, Visibility
from campaigns.models import Resource, ResourceMark


def may_see(organisation: Organisation, user: User) -> Q:
    """Those of the school, those of everybody; a draft is for its author."""
    ours = Q(organisation=organisation) & ~Q(visibility=Visibility.AUTHOR)
    own = Q(organisation=organisation, author=user)
    return ours | own | Q(visibility=Visibility.EVERYBODY)


def shared_resources(
    topics: Iterable[str], *, school: Organisation, user: User
) -> QuerySet[Resource]:
    """Those that this person may use, found useful by most first, with `useful`."""
    found = Resource.objects.filter(may_see(school, user), topic__in=list(topics), archived_at=None)
    return found.annotate(useful=Count("marks")).order_by("-useful", "title", "pk")


def resources_for(
    topics: Iterable[str], organisation: Organisation, user: User
) -> dict[str, list[Resource]]:
    """The same by topic. One query."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for resource in shared_resources(topics, school=organisation, user=user):
        found[resource.topic_id].append(resource)
    return found


def library(
    membership: Membership,
    *,
    search: str = "",
    competence: str = "",
    topic: str = "",
    origin: str = "",
) -> QuerySet[Resource]:
    """Those that match, by competence and topic, the most useful first."""
    user, school = membership.user, membership.organisation
    found = Resource.objects.filter(may_see(school, user), archived_at=None)
    for word in search.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(description__icontains=word)
            | Q(topic__title__icontains=word)
        )
    if competence:
        found = found.filter(topic__competence=competence)
    if topic:
        found = found.filter(topic=topic)
    if origin:
        found = found.filter(_from(origin, membership))
    told = _told(found, user).select_related("topic__competence", "organisation", "author")
    rows: QuerySet[Resource] = told.order_by(
        "topic__competence", "topic__title", "-useful", "title", "pk"
    )
    return rows


def _from(origin: str, membership: Membership) -> Q:
    if origin == Origin.MINE:
        return Q(author=membership.user)
    ours = Q(organisation=membership.organisation)
    return ours if origin == Origin.SCHOOL else ~ours


def _told(found: QuerySet[Resource], user: User) -> Any:
    """With how many find it useful, and whether this person does."""
    mine = ResourceMark.objects.filter(resource=OuterRef("pk"), user=user)
    return found.annotate(useful=Count("marks"), is_marked=Exists(mine))


def resource_as_seen(membership: Membership) -> QuerySet[Resource]:
    """Those that this person may open; one that was withdrawn, by its own school only."""
    seen = may_see(membership.organisation, membership.user)
    kept = Q(archived_at=None) | Q(organisation=membership.organisation)
    found = Resource.objects.filter(seen, kept)
    told: QuerySet[Resource] = _told(found, membership.user)
    return told.select_related("topic__competence", "organisation", "author")
