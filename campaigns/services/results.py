"""Store what participations say; once sent, it is frozen."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from campaigns.enums import CampaignKind, ParticipationState
from campaigns.models import Campaign, CampaignDigest, Participation, ParticipationResult
from campaigns.selectors.awards import badges_of, stars_of
from campaigns.selectors.outcomes import ParticipationOutcome, outcome_of, profile_snapshot
from campaigns.selectors.pinned import pinned_badges, pinned_stages
from campaigns.services.digests import request_digest


@transaction.atomic
def fold_result(participation: Participation, *, now: datetime) -> ParticipationResult | None:
    """Fold and store the result of a run; None while there is nothing to say.

    A frozen result is never computed again. The digest of the campaign is then out of date.
    """
    # Locked: a fold that began before the sending must not undo it.
    results = ParticipationResult.objects.select_for_update()
    stored = results.filter(participation=participation).first()
    if stored is not None and stored.is_frozen:
        return stored
    content = _content(participation)
    if content is None:
        return stored
    is_sent = participation.state == ParticipationState.SENT
    result, _created = ParticipationResult.objects.update_or_create(
        participation=participation,
        defaults=content | {"computed_at": now, "is_frozen": is_sent},
    )
    # Already stale, its row is left alone: a class that sends at once does not wait in line for it.
    digests = CampaignDigest.objects.filter(campaign=participation.campaign_id, is_stale=False)
    digests.update(is_stale=True)
    if is_sent:
        request_digest(participation.campaign_id)
    return result


def _content(participation: Participation) -> dict[str, Any] | None:
    campaign = participation.campaign
    if campaign.kind == CampaignKind.COLLECTION:
        return _collected(participation.user_id)
    if participation.series is None:
        return None
    return _evaluated(outcome_of(participation.series), campaign)


def _collected(user_id: int | None) -> dict[str, Any]:
    """The whole profile, as it is when it is sent."""
    profiles = profile_snapshot(user_id) if user_id else {}
    reached = sum(1 for one in profiles.values() if one["level"] >= 1)
    pix = sum(one["pix"] for one in profiles.values())
    return {
        "pix": pix,
        "is_certifiable": reached >= settings.CERTIFIABLE_COMPETENCES,
        "competences": profiles,
    }


def _evaluated(outcome: ParticipationOutcome, campaign: Campaign) -> dict[str, Any]:
    return {
        "validated": outcome.whole.validated,
        "total": outcome.whole.total,
        "mastery": outcome.whole.mastery,
        "stars": stars_of(pinned_stages(campaign), outcome),
        "badges": badges_of(pinned_badges(campaign), outcome),
        "topics": {topic: asdict(tally) for topic, tally in outcome.by_topic.items()},
        "competences": {code: asdict(tally) for code, tally in outcome.by_competence.items()},
        "skills": outcome.knowledge,
    }
