"""The digest of a campaign as pages read it, and the results it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, QuerySet

from campaigns.enums import ParticipationState
from campaigns.models import Campaign, CampaignDigest, Participation, ParticipationResult
from campaigns.selectors.tallies import Digest, Row, digest_of, read_digest

_BATCH: Final = 500

type Sending = tuple[float, int | None]
"""Mastery and pix of a run that was sent."""

_FIGURES: Final = ("mastery", "stars", "badges", "pix", "is_certifiable")
_DETAILS: Final = ("topics", "competences", "skills")


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


def compute_digest(runs: QuerySet[Participation], *, figures_only: bool = False) -> Digest:
    """Of those that were sent among these runs of a campaign, read in batches.

    `figures_only`: without topics, competences and skills, which are most of what there is to read.
    """
    return digest_of(_rows(runs.filter(state=ParticipationState.SENT), figures_only=figures_only))


def _rows(sent: QuerySet[Participation], *, figures_only: bool) -> Iterator[Row]:
    before = _sent_before(sent)
    results = ParticipationResult.objects.filter(participation__in=sent.order_by()).order_by("pk")
    fields = _FIGURES if figures_only else _FIGURES + _DETAILS
    details: tuple[dict[str, Any], ...] = ({}, {}, {}) if figures_only else ()
    rows = results.values_list("participation__user_id", *fields)
    for user_id, *values in rows.iterator(chunk_size=_BATCH):
        yield Row._make((*values, *details, before.get(user_id)))


def _sent_before(sent: QuerySet[Participation]) -> dict[int | None, Sending]:
    """What each person had sent before the current sending."""
    again = sent.order_by().filter(rank__gt=1, user__isnull=False)
    found: dict[int | None, Sending] = {}
    for user_id, _rank, *sending in sendings_of(again).filter(participation__is_current=False):
        found[user_id] = (sending[0], sending[1])
    return found


def sendings_of(runs: QuerySet[Participation]) -> QuerySet[ParticipationResult, Any]:
    """All the sendings of the people of these runs in their campaign, the first ones first.

    As (user id, rank, mastery, pix).
    """
    sent = ParticipationResult.objects.filter(
        participation__campaign__in=runs.values("campaign"),
        participation__user__in=runs.values("user"),
        participation__state=ParticipationState.SENT,
        participation__deleted_at=None,
    ).order_by("participation__user", "participation__rank")
    return sent.values_list("participation__user", "participation__rank", "mastery", "pix")
