"""Who may see which campaign. Views obtain campaigns here, and nowhere else."""

from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.access import can_administer, get_membership_for
from accounts.models import Membership, User
from campaigns.models import Campaign, Participation
from campaigns.selectors.campaigns import campaign_of_code
from competences.access import series_open_to


def get_campaign_for(user: User, organisation_code: str, public_id: UUID) -> Campaign:
    """A campaign of an organisation whose team this person is in; a deleted one is not found."""
    return _campaign_of(get_membership_for(user, organisation_code), public_id)


def get_editable_campaign_for(user: User, organisation_code: str, public_id: UUID) -> Campaign:
    """For its owner and the administrators; to the rest of the team it says "not found"."""
    membership = get_membership_for(user, organisation_code)
    campaign = _campaign_of(membership, public_id)
    if not can_edit_campaign(membership, campaign):
        raise Http404
    return campaign


def can_edit_campaign(membership: Membership, campaign: Campaign) -> bool:
    """Change, archive, reopen and delete it, and delete a participation."""
    if membership.organisation_id != campaign.organisation_id:
        return False
    return campaign.owner_id == membership.user_id or can_administer(membership)


def get_participation_for(
    user: User, organisation_code: str, campaign: UUID, public_id: UUID
) -> Participation:
    """A participation in a campaign of this person's team; a deleted one is not found."""
    found = (
        Participation.objects.filter(
            campaign=get_campaign_for(user, organisation_code, campaign),
            public_id=public_id,
            deleted_at=None,
        )
        .select_related("campaign__organisation", "user", "learner", "series")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_campaign_by_code(code: str) -> Campaign:
    """For whoever has its code; a deleted one is found too, so that it can be said."""
    campaign = campaign_of_code(code)
    if campaign is None:
        raise Http404
    return campaign


def own_participation(request: HttpRequest, campaign: Campaign) -> Participation | None:
    """The last run of this person; where nobody is signed in, of this browser. None is no error."""
    runs = Participation.objects.filter(campaign=campaign, deleted_at=None, is_current=True)
    if request.user.is_authenticated:
        runs = runs.filter(user=request.user)
    else:
        runs = runs.filter(user=None, series__in=series_open_to(request))
    found = runs.select_related("series", "result").order_by("-started_at", "-pk").first()
    if found is not None:
        found.campaign = campaign
    return found


def _campaign_of(membership: Membership, public_id: UUID) -> Campaign:
    found = (
        Campaign.objects.filter(
            organisation=membership.organisation_id, public_id=public_id, deleted_at=None
        )
        .select_related("organisation", "owner", "profile")
        .first()
    )
    if found is None:
        raise Http404
    return found
