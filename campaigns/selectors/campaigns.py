"""Campaigns as those who take them, and those who made them, find them."""

from datetime import datetime
from enum import StrEnum

from django.conf import settings

from accounts.enums import OrganisationState
from campaigns.codes import normalised
from campaigns.models import Campaign, Participation


class Opening(StrEnum):
    """Whether one may take part now."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    ARCHIVED = "archived"
    DELETED = "deleted"
    # For newcomers only.
    FULL = "full"


def opening_of(campaign: Campaign, *, now: datetime) -> Opening:
    """For those who take part already."""
    if campaign.deleted_at is not None:
        return Opening.DELETED
    if campaign.archived_at is not None:
        return Opening.ARCHIVED
    if campaign.opens_at is not None and now < campaign.opens_at:
        return Opening.NOT_YET
    if campaign.closes_at is not None and now >= campaign.closes_at:
        return Opening.CLOSED
    return Opening.OPEN


def opening_to_newcomers(campaign: Campaign, *, now: datetime) -> Opening:
    """The same for a first run: the school must be open, and the campaign not full. A query."""
    opening = opening_of(campaign, now=now)
    if opening != Opening.OPEN:
        return opening
    if campaign.organisation.state != OrganisationState.ACTIVE:
        return Opening.ARCHIVED
    most = settings.CAMPAIGN_MOST_PARTICIPATIONS
    runs = Participation.objects.order_by().filter(campaign=campaign, deleted_at=None)
    return Opening.FULL if runs[:most].count() >= most else Opening.OPEN


def campaign_of_code(typed: str) -> Campaign | None:
    """The campaign of a code as somebody typed it, also when it was deleted: see `opening_of`."""
    campaigns = Campaign.objects.select_related("organisation", "profile")
    return campaigns.filter(code=normalised(typed)).first()
