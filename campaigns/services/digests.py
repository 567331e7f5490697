"""Keep the digests of campaigns equal to what was sent.

A sending notes its campaign in Redis; every few seconds the worker computes those noted, each once
however many sent. What was not noted is found by `stale_campaigns`, or by the page that reads it.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from campaigns.enums import ParticipationState
from campaigns.models import Campaign, CampaignDigest, Participation
from campaigns.selectors.digests import compute_digest, current_runs
from pix.shared import counters

logger = logging.getLogger(__name__)

WAITING: Final = "pix:digests-to-compute"


def request_digest(campaign_id: int) -> None:
    """Compute it within seconds. In a transaction, once it is committed."""
    transaction.on_commit(lambda: counters.note(waiting={WAITING: str(campaign_id)}))


def refresh_digest(campaign_id: int, *, now: datetime) -> CampaignDigest | None:
    """Compute and store; a sending that comes meanwhile makes it stale again."""
    campaign = Campaign.objects.filter(pk=campaign_id, deleted_at=None).first()
    if campaign is None:
        return None
    stored = CampaignDigest.objects.filter(campaign=campaign)
    stored.update(is_stale=False)
    try:
        content = compute_digest(current_runs(campaign)).content()
    except Exception:
        stored.update(is_stale=True)
        raise
    digest, _created = CampaignDigest.objects.update_or_create(
        campaign=campaign, defaults={"content": content, "computed_at": now}
    )
    return digest


def refresh_waiting(*, now: datetime, at_most: int) -> int:
    """Those that sendings and pages asked for; returns how many."""
    return _refresh_each(map(int, counters.take_waiting(WAITING, at_most)), now)


def refresh_stale(*, now: datetime, at_most: int) -> int:
    """Those whose message was lost; returns how many."""
    return _refresh_each(stale_campaigns(at_most), now)


def stale_campaigns(at_most: int) -> list[int]:
    """Campaigns whose digest is out of date, or was never made though somebody sent."""
    sent = Participation.objects.filter(campaign=OuterRef("pk"), state=ParticipationState.SENT)
    missing = Q(digest=None) & Exists(sent)
    found = Campaign.objects.filter(missing | Q(digest__is_stale=True), deleted_at=None)
    return list(found.order_by("pk").values_list("pk", flat=True)[:at_most])


def _refresh_each(campaigns: Iterable[int], now: datetime) -> int:
    """One that cannot be computed is told in the log, and holds back no other."""
    done = 0
    for campaign_id in campaigns:
        try:
            refresh_digest(campaign_id, now=now)
        except Exception:
            logger.exception("the digest of campaign %s could not be computed", campaign_id)
        else:
            done += 1
    return done
