"""Target profiles as a team finds them: the catalogue, and the page of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.models import Membership
from campaigns.enums import ProfileCategory
from campaigns.models import TargetProfile, TargetTopic
from campaigns.selectors.topics import Reach, Referential, reach_of, still_asked
from campaigns.selectors.usable_profiles import of_school, usable_profiles
from pix.shared.text import fold


class Origin(StrEnum):
    """Where a profile comes from, for the team that looks for one."""

    MINE = "miens"
    SCHOOL = "etablissement"
    READY_MADE = "prets"
    COMMUNITY = "communaute"
    ARCHIVED = "retires"


_PLACES: Final = {Origin.MINE: 0, Origin.SCHOOL: 1, Origin.READY_MADE: 2, Origin.COMMUNITY: 3}


@dataclass(frozen=True)
class Card:
    """A profile of the catalogue. `gone`: how many of its topics the bank no longer has."""

    profile: TargetProfile
    group: str
    reach: Reach
    gone: int


def catalogue(
    membership: Membership,
    known: Referential,
    *,
    search: str = "",
    origin: str = "",
    competence: str = "",
    minutes: int | None = None,
) -> QuerySet[TargetProfile]:
    """Those that match: mine, my school's, the ready-made in their order, then the community's."""
    found = _visible(membership, archived=origin == Origin.ARCHIVED)
    found = found.annotate(place=_place(membership))
    if origin in _PLACES:
        found = found.filter(place=_PLACES[Origin(origin)])
    if competence:
        named = [topic for topic, of in known.competence_of.items() if of == competence]
        about = TargetTopic.objects.order_by().filter(topic__in=named)
        found = found.filter(pk__in=about.values("profile"))
    if search.strip() or minutes:
        found = found.filter(pk__in=_matching(found, known, search, minutes))
    ordered = found.select_related("organisation", "author")
    return ordered.order_by("place", "rank", "name", "pk")


def cards_of(
    profiles: Iterable[TargetProfile], membership: Membership, known: Referential
) -> list[Card]:
    """What the catalogue shows of them. One query, for their topics."""
    profiles = list(profiles)
    topics = _topics_of(profile.pk for profile in profiles)
    return [
        Card(
            profile=profile,
            group=_group(profile, membership),
            reach=reach_of(topics[profile.pk], known),
            gone=len(topics[profile.pk]) - len(still_asked(topics[profile.pk], known)),
        )
        for profile in profiles
    ]


def archived_count(membership: Membership) -> int:
    return _visible(membership, archived=True).count()


def may_see(membership: Membership) -> Q:
    """Profiles that this person may open, those withdrawn by her school included."""
    return Q(pk__in=usable_profiles(membership).order_by().values("pk")) | of_school(membership)


def _visible(membership: Membership, *, archived: bool) -> QuerySet[TargetProfile]:
    if archived:
        return TargetProfile.objects.filter(of_school(membership), archived_at__isnull=False)
    return usable_profiles(membership)


def _place(membership: Membership) -> Case:
    mine = Q(organisation=membership.organisation_id, author=membership.user_id)
    return Case(
        When(mine, then=Value(_PLACES[Origin.MINE])),
        When(organisation=membership.organisation_id, then=Value(_PLACES[Origin.SCHOOL])),
        When(slug__isnull=False, then=Value(_PLACES[Origin.READY_MADE])),
        default=Value(_PLACES[Origin.COMMUNITY]),
        output_field=IntegerField(),
    )


def _group(profile: TargetProfile, membership: Membership) -> str:
    if profile.archived_at is not None:
        return _("Retirés")
    if profile.slug is not None:
        return str(ProfileCategory(profile.category).label)
    if profile.organisation_id != membership.organisation_id:
        return _("Partagés par d'autres établissements")
    return _("Les vôtres") if profile.author_id == membership.user_id else _("De vos collègues")


def _matching(
    found: QuerySet[TargetProfile], known: Referential, search: str, minutes: int | None
) -> list[int]:
    """By words of the name, the description and the topics, without accents; by length."""
    words = fold(search).split()
    rows = list(found.order_by().values_list("pk", "name", "description"))
    topics = _topics_of(pk for pk, _name, _description in rows)
    titles = {id_: topic.title for id_, topic in known.topics.items()}
    matching = []
    for pk, name, description in rows:
        own = topics[pk]
        text = fold(" ".join([name, description, *(titles.get(id_, "") for id_ in own)]))
        is_short = minutes is None or reach_of(own, known).minutes <= minutes
        if is_short and all(word in text for word in words):
            matching.append(pk)
    return matching


def topics_of(profile: TargetProfile) -> dict[str, int]:
    """{topic: highest level asked}, those that left the bank included. One query."""
    return _topics_of([profile.pk])[profile.pk]


def _topics_of(profiles: Iterable[int]) -> Mapping[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = TargetTopic.objects.filter(profile__in=list(profiles)).order_by("topic_id")
    for profile, topic, level in rows.values_list("profile_id", "topic_id", "max_level"):
        found[profile][topic] = level
    return found
