"""Campaigns as those who take them, and those who made them, find them."""

from datetime import datetime
from enum import StrEnum

from campaigns.codes import normalised
from campaigns.models import Campaign


class Opening(StrEnum):
    """Whether one may take part now."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    ARCHIVED = "archived"


def opening_of(campaign: Campaign, *, now: datetime) -> Opening:
    if campaign.archived_at is not None:
        return Opening.ARCHIVED
    if campaign.opens_at is not None and now < campaign.opens_at:
        return Opening.NOT_YET
    if campaign.closes_at is not None and now >= campaign.closes_at:
        return Opening.CLOSED
    return Opening.OPEN


def campaign_of_code(typed: str) -> Campaign | None:
    """The campaign of a code as somebody typed it; a deleted one is not found."""
    campaigns = Campaign.objects.select_related("organisation", "profile")
    return campaigns.filter(code=normalised(typed), deleted_at=None).first()
