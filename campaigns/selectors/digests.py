"""The digest of a campaign as pages read it, and the results it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, QuerySet

from campaigns.enums import ParticipationState
from campaigns.models import Campaign, CampaignDigest, Participation, ParticipationResult
from campaigns.selectors.tallies import Digest, Row, digest_of, read_digest

_BATCH: Final = 500
_FIELDS: Final = (
    "mastery",
    "stars",
    "badges",
    "pix",
    "is_certifiable",
    "topics",
    "competences",
    "skills",
)


@dataclass(frozen=True)
class Counts:
    """Current participations by what was done last."""

    started: int = 0
    finished: int = 0
    sent: int = 0

    @property
    def whole(self) -> int:
        return self.started + self.finished + self.sent

    @property
    def sent_share(self) -> float:
        return self.sent / self.whole if self.whole else 0.0


@dataclass(frozen=True)
class Reading:
    """A digest and how far it can be trusted; None before it was first computed."""

    counts: Counts
    digest: Digest | None
    computed_at: datetime | None
    is_stale: bool


def reading_of(campaign: Campaign) -> Reading:
    """Two queries, whatever the number of participants."""
    counts = counts_of(campaign)
    stored = CampaignDigest.objects.filter(campaign=campaign).first()
    if stored is None:
        return Reading(counts, None if counts.sent else Digest(), None, is_stale=counts.sent > 0)
    digest = read_digest(stored.content)
    # A run that is taken again, or removed, leaves the sent ones without telling the digest.
    is_stale = stored.is_stale or digest.sent != counts.sent
    return Reading(counts, digest, stored.computed_at, is_stale)


def counts_of(campaign: Campaign) -> Counts:
    rows = current_runs(campaign).order_by().values("state")
    found = dict(rows.annotate(number=Count("pk")).values_list("state", "number"))
    return Counts(**{str(state): found.get(state, 0) for state in ParticipationState})


def current_runs(campaign: Campaign) -> QuerySet[Participation]:
    return Participation.objects.filter(campaign=campaign, is_current=True, deleted_at=None)


def compute_digest(runs: QuerySet[Participation]) -> Digest:
    """Of those that were sent among these runs of a campaign, read in batches."""
    return digest_of(_rows(runs.filter(state=ParticipationState.SENT)))


def _rows(sent: QuerySet[Participation]) -> Iterator[Row]:
    before = _sent_before(sent)
    results = ParticipationResult.objects.filter(participation__in=sent).order_by("pk")
    rows = results.values_list("participation__user_id", *_FIELDS)
    for user_id, *fields in rows.iterator(chunk_size=_BATCH):
        yield Row._make((*fields, before.get(user_id)))


def _sent_before(sent: QuerySet[Participation]) -> dict[int | None, tuple[float, int | None]]:
    """Mastery and pix of the sending before the current one, by person."""
    again = sent.filter(rank__gt=1, user__isnull=False)
    campaigns, people = again.order_by().values("campaign"), again.order_by().values("user")
    earlier = ParticipationResult.objects.filter(
        participation__campaign__in=campaigns,
        participation__user__in=people,
        participation__is_current=False,
        participation__state=ParticipationState.SENT,
        participation__deleted_at=None,
    )
    # The later rank overwrites the earlier one.
    rows = earlier.order_by("participation__rank")
    return {
        user_id: (mastery, pix)
        for user_id, mastery, pix in rows.values_list("participation__user_id", "mastery", "pix")
    }
