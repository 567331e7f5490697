"""The campaigns of an organisation, as its team looks for them."""

from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Membership, Organisation, User
from campaigns.codes import normalised
from campaigns.enums import ParticipationState
from campaigns.models import Campaign, Participation
from pix.shared.text import fold

CREATED, NAME, PARTICIPANTS, SENT = "creation", "nom", "participants", "envois"
COLUMNS: Final = (CREATED, NAME, PARTICIPANTS, SENT)
NEWEST: Final = f"-{CREATED}"
_KEYS: Final[dict[str, Any]] = {
    NAME: Lower("name"),
    PARTICIPANTS: F("participants"),
    SENT: F("sent"),
}

_RUN: Final = Q(participations__rank=1, participations__deleted_at=None)
# A second run exists once the first was sent: the first tells who takes part, and who has sent.
_COUNTS: Final = {
    "participants": Count("participations", filter=_RUN),
    "sent": Count("participations", filter=_RUN & Q(participations__state=ParticipationState.SENT)),
}


def campaigns_of(
    organisation: Organisation,
    *,
    owner: User | None = None,
    member: str = "",
    archived: bool = False,
    kind: str = "",
    search: str = "",
    order: str = NEWEST,
) -> QuerySet[Campaign]:
    """Those that match, with `participants` and `sent`. `member`: whose, named by `owners_of`."""
    found = _present(organisation).filter(archived_at__isnull=not archived)
    if owner is not None:
        found = found.filter(owner=owner)
    if member:
        team = Membership.objects.filter(organisation=organisation, public_id=member)
        found = found.filter(owner__in=team.values("user"))
    if kind:
        found = found.filter(kind=kind)
    if search.strip():
        found = found.filter(pk__in=_named(organisation, search))
    counted = found.annotate(**_COUNTS).select_related("owner", "profile")
    return counted.order_by(*_keys(order), "-pk")


def latest_campaigns(organisation: Organisation, *, most: int) -> list[Campaign]:
    """Those where something happened last, archived ones aside, with `participants` and `sent`."""
    found = _present(organisation).filter(archived_at=None)
    active = found.annotate(**_COUNTS, latest=Max("participations__started_at", filter=_RUN))
    newest = active.order_by(F("latest").desc(nulls_last=True), "-created_at", "-pk")
    return list(newest.select_related("owner")[:most])


def tally_of(membership: Membership) -> dict[str, int]:
    """How many campaigns are not archived: `mine` and `everybody`, and `archived` ones."""
    return _present(membership.organisation).aggregate(
        mine=Count("pk", filter=Q(owner=membership.user_id, archived_at=None)),
        everybody=Count("pk", filter=Q(archived_at=None)),
        archived=Count("pk", filter=Q(archived_at__isnull=False)),
    )


def owners_of(organisation: Organisation) -> list[tuple[str, str]]:
    """Who owns campaigns here, past members too: (public id of the membership, name)."""
    owned = _present(organisation).filter(owner__isnull=False).order_by()
    rows = (
        Membership.objects.filter(organisation=organisation, user__in=owned.values("owner"))
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "-joined_at", "pk")
    )
    people = {row.user_id: (str(row.public_id), str(row.user)) for row in reversed(rows)}
    return sorted(people.values(), key=lambda pair: fold(pair[1]))


class HandedOut(NamedTuple):
    """Whether a team made a campaign, and whether somebody took part in one."""

    campaigns: bool
    participants: bool


def handed_out(organisation: Organisation) -> HandedOut:
    """One query."""
    runs = Participation.objects.filter(campaign=OuterRef("pk"), deleted_at=None)
    taken = _present(organisation).order_by().annotate(is_taken=Exists(runs))
    found = set(taken.values_list("is_taken", flat=True).distinct())
    return HandedOut(campaigns=bool(found), participants=True in found)


def _present(organisation: Organisation) -> QuerySet[Campaign]:
    return Campaign.objects.filter(organisation=organisation, deleted_at=None)


def _named(organisation: Organisation, search: str) -> list[int]:
    """By words of the name or of the title without accents, or by code. A team has hundreds."""
    words, code = fold(search).split(), normalised(search)
    rows = _present(organisation).order_by().values_list("pk", "name", "title", "code")
    return [
        pk
        for pk, name, title, own in rows
        if own == code or all(word in fold(f"{name} {title}") for word in words)
    ]


def _keys(order: str) -> list[Any]:
    column, downwards = order.removeprefix("-"), order.startswith("-")
    key = _KEYS.get(column, F("created_at"))
    return [key.desc() if downwards else key.asc()]
