"""Who may see what. Views obtain what belongs to an organisation here, and nowhere else."""

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve

from accounts.enums import OrganisationState, Role
from accounts.models import (
    ImportRun,
    Invitation,
    Learner,
    LinkClaim,
    Membership,
    Organisation,
    SlipBatch,
    User,
)


class SignedInRequest(HttpRequest):
    """What a view receives unless it is marked as public."""

    user: User


def can_read_sent_mail(user: User | AnonymousUser) -> bool:
    """Mail holds links that open accounts: for those who administer the platform only."""
    return user.is_active and user.is_superuser


def get_membership_for(user: User, code: str) -> Membership:
    """The place of this person in the team of an open organisation, with it; else "not found"."""
    found = (
        Membership.objects.filter(
            user=user,
            ended_at__isnull=True,
            organisation__code=_readable(code),
            organisation__state=OrganisationState.ACTIVE,
        )
        .select_related("organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _readable(code: str) -> str:
    """The database refuses to look for a NUL, which any address may hold."""
    if "\0" in code:
        raise Http404
    return code


def get_organisation_for(user: User, code: str) -> Organisation:
    """For any member of its team."""
    return get_membership_for(user, code).organisation


def get_administration_for(user: User, code: str) -> Membership:
    """The place of an administrator; to the other members it says "not found" as to anybody."""
    membership = get_membership_for(user, code)
    if not can_administer(membership):
        raise Http404
    return membership


def get_administered_organisation_for(user: User, code: str) -> Organisation:
    """For its administrators."""
    return get_administration_for(user, code).organisation


def can_administer(membership: Membership) -> bool:
    """Invite, import lists, read the journal, change the organisation."""
    return membership.role == Role.ADMINISTRATOR


def get_learner_for(user: User, code: str, public_id: UUID) -> Learner:
    """A learner of an organisation whose team this person is in."""
    organisation = get_organisation_for(user, code)
    found = (
        Learner.objects.filter(organisation=organisation, public_id=public_id)
        .select_related("organisation", "user")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_claim_for(user: User, code: str, public_id: UUID) -> LinkClaim:
    """A claim on a learner of an organisation whose team this person is in."""
    organisation = get_organisation_for(user, code)
    found = (
        LinkClaim.objects.filter(learner__organisation=organisation, public_id=public_id)
        .select_related("learner__user", "learner__organisation", "user")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_organisation_to_join(code: str) -> Organisation:
    """An open organisation, for anybody who was told its code: its name is no secret."""
    found = Organisation.objects.filter(
        code=_readable(code), state=OrganisationState.ACTIVE
    ).first()
    if found is None:
        raise Http404
    return found


def get_import_for(user: User, code: str, public_id: UUID) -> ImportRun:
    """An import of an organisation that this person administers; its file is read when needed."""
    organisation = get_administered_organisation_for(user, code)
    imports = ImportRun.objects.filter(organisation=organisation).defer("content")
    found = imports.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_member_for(user: User, code: str, public_id: UUID) -> Membership:
    """A place in the team of an organisation that this person administers."""
    organisation = get_administered_organisation_for(user, code)
    found = (
        organisation.memberships.filter(public_id=public_id, ended_at__isnull=True)
        .select_related("organisation", "user")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_invitation_for(user: User, code: str, public_id: UUID) -> Invitation:
    """An invitation still waiting, of an organisation that this person administers."""
    organisation = get_administered_organisation_for(user, code)
    found = (
        organisation.invitations.filter(
            public_id=public_id, accepted_at__isnull=True, cancelled_at__isnull=True
        )
        .select_related("organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_request_for(user: User, code: str) -> Organisation:
    """A space that this person asked for, still waiting."""
    found = Organisation.objects.filter(
        code=_readable(code), requested_by=user, state=OrganisationState.REQUESTED
    ).first()
    if found is None:
        raise Http404
    return found


def get_slips_for(user: User, code: str, public_id: UUID) -> SlipBatch:
    """The slips that this member made for this organisation: nobody else opens them."""
    organisation = get_organisation_for(user, code)
    found = SlipBatch.objects.filter(organisation=organisation, made_by=user, public_id=public_id)
    batch = found.select_related("organisation").first()
    if batch is None:
        raise Http404
    return batch


def comes_by_school(request: HttpRequest) -> bool:
    """Whether what follows signing up is the page of an open school, or what a team handed out.

    The school then answers for it (a mission of public interest): nobody's age is asked.
    """
    page = request.POST.get("next") or request.GET.get("next") or ""
    try:
        place = resolve(urlsplit(page).path)
    except (Resolver404, ValueError):
        return False
    schools = Organisation.objects.filter(state=OrganisationState.ACTIVE)
    if place.url_name == "join_organisation":
        return schools.filter(code=place.kwargs["organisation"]).exists()
    if place.url_name == "campaign_landing":
        code = place.kwargs["campaign_code"]
        return schools.filter(campaigns__code=code, campaigns__deleted_at=None).exists()
    return place.url_name == "invitation"
