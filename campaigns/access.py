"""Who may see which campaign. Views obtain campaigns here, and nowhere else."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.access import can_administer, get_membership_for
from accounts.models import Membership, User
from campaigns.enums import Visibility
from campaigns.models import Badge, Campaign, Export, Participation, Resource, TargetProfile
from campaigns.selectors.campaigns import campaign_of_code
from campaigns.selectors.profiles import may_see
from campaigns.selectors.resources import resource_as_seen
from campaigns.selectors.usable_profiles import left_behind
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


def get_deletable_participation_for(
    user: User, organisation_code: str, campaign: UUID, public_id: UUID
) -> Participation:
    """For those who may change its campaign."""
    get_editable_campaign_for(user, organisation_code, campaign)
    return get_participation_for(user, organisation_code, campaign, public_id)


def get_resource_for(user: User, organisation_code: str, public_id: UUID) -> Resource:
    """A resource that somebody of this team may use, or that her school withdrew."""
    membership = get_membership_for(user, organisation_code)
    found = resource_as_seen(membership).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_editable_resource_for(user: User, organisation_code: str, public_id: UUID) -> Resource:
    """For its author and the administrators; to the rest of the team it says "not found"."""
    resource = get_resource_for(user, organisation_code, public_id)
    if not can_edit_resource(get_membership_for(user, organisation_code), resource):
        raise Http404
    return resource


def can_edit_resource(membership: Membership, resource: Resource) -> bool:
    """Change it, withdraw it, put it back."""
    if membership.organisation_id != resource.organisation_id:
        return False
    return resource.author_id == membership.user_id or can_administer(membership)


def get_export_for(user: User, organisation_code: str, campaign: UUID, public_id: UUID) -> Export:
    """A table being made, or made, of a campaign of this person's team: any of them reads it."""
    found = Export.objects.filter(
        campaign=get_campaign_for(user, organisation_code, campaign), public_id=public_id
    ).select_related("campaign__organisation")
    export = found.first()
    if export is None:
        raise Http404
    return export


def get_campaign_by_code(code: str) -> Campaign:
    """For whoever has its code; a deleted one is found too, so that it can be said."""
    campaign = campaign_of_code(code)
    if campaign is None:
        raise Http404
    return campaign


def own_participation(request: HttpRequest, campaign: Campaign) -> Participation | None:
    """The last run of this person; where nobody is signed in, of this browser. None is no error."""
    runs = own_participations(request).filter(campaign=campaign, is_current=True, deleted_at=None)
    found = runs.select_related("series", "result").order_by("-started_at", "-pk").first()
    if found is not None:
        found.campaign = campaign
    return found


def own_participations(request: HttpRequest) -> QuerySet[Participation]:
    """Every run of this person; where nobody is signed in, of this browser."""
    if request.user.is_authenticated:
        return Participation.objects.filter(user=request.user)
    return Participation.objects.filter(user=None, series__in=series_open_to(request))


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


def get_profile_for(user: User, organisation_code: str, public_id: UUID) -> TargetProfile:
    """A target profile that somebody of this team may use; or one that her school withdrew."""
    return _profile_of(get_membership_for(user, organisation_code), public_id)


def get_own_profile_for(user: User, organisation_code: str, public_id: UUID) -> TargetProfile:
    """One that this person may change, withdrawn or not; to others it says "not found"."""
    membership = get_membership_for(user, organisation_code)
    profile = _profile_of(membership, public_id)
    if not can_edit_profile(membership, profile):
        raise Http404
    return profile


def get_editable_profile_for(user: User, organisation_code: str, public_id: UUID) -> TargetProfile:
    """The same, unless it was withdrawn: it then has to be put back first."""
    profile = get_own_profile_for(user, organisation_code, public_id)
    if profile.archived_at is not None:
        raise Http404
    return profile


def can_edit_profile(membership: Membership, profile: TargetProfile) -> bool:
    """Its author; the administrators too, once it is no draft, or its author left the team.

    Nobody for those ready-made.
    """
    if membership.organisation_id != profile.organisation_id:
        return False
    if profile.author_id == membership.user_id:
        return True
    if not can_administer(membership):
        return False
    if profile.visibility != Visibility.AUTHOR:
        return True
    orphans = TargetProfile.objects.filter(left_behind(membership.organisation_id))
    return orphans.filter(pk=profile.pk).exists()


def _profile_of(membership: Membership, public_id: UUID) -> TargetProfile:
    found = (
        TargetProfile.objects.filter(may_see(membership), public_id=public_id)
        .select_related("organisation", "author")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_badge_for(user: User, organisation_code: str, profile: UUID, key: str) -> Badge:
    """A badge of a profile that this person may change now."""
    owner = get_editable_profile_for(user, organisation_code, profile)
    found = owner.badges.filter(key=key).first()
    if found is None:
        raise Http404
    found.profile = owner
    return found
