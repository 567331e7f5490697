"""Centres: whose team one is in, who is in a team, which ones may be asked for."""

from typing import Final

from django.db.models import Q, QuerySet

from accounts.enums import OrganisationState, Role
from accounts.models import Membership, Organisation, User
from certification.enums import CentreState
from certification.models import Centre, CentreInvitation, CentreMembership

# In the session of a browser: whether the account menu leads to Pix Certif.
IN_CENTRE: Final = "in_centre"


def centres_of(user: User) -> list[Centre]:
    """Open centres whose team this person is in, by name."""
    open_ones = Centre.objects.filter(
        state=CentreState.ACTIVE, memberships__user=user, memberships__ended_at__isnull=True
    )
    return list(open_ones.order_by("name", "pk"))


def may_certify(user: User) -> bool:
    """In the team of a centre, or able to ask for one."""
    centre = CentreMembership.objects.filter(
        user=user, ended_at__isnull=True, centre__state=CentreState.ACTIVE
    )
    return (
        centre.exists()
        or Membership.objects.filter(
            user=user,
            role=Role.ADMINISTRATOR,
            ended_at__isnull=True,
            organisation__state=OrganisationState.ACTIVE,
        ).exists()
    )


def requests_of(user: User) -> list[Centre]:
    """Centres that this person asked for, waiting or refused; the newest first."""
    unopened = (CentreState.REQUESTED, CentreState.REFUSED)
    asked = Centre.objects.filter(requested_by=user, state__in=unopened)
    return list(asked.order_by("-requested_at", "pk"))


def organisations_to_certify(user: User) -> list[Organisation]:
    """Those that this person administers and that are no centre yet, by name."""
    administered = Organisation.objects.filter(
        state=OrganisationState.ACTIVE,
        memberships__user=user,
        memberships__role=Role.ADMINISTRATOR,
        memberships__ended_at__isnull=True,
    )
    without = Q(centre__isnull=True) | Q(centre__state=CentreState.REFUSED)
    return list(administered.filter(without).select_related("centre").order_by("name", "pk"))


def members_of(centre: Centre, *, q: str = "", role: str = "") -> QuerySet[CentreMembership]:
    """By name; `q`: words of a name or of an address."""
    found = centre.memberships.filter(ended_at__isnull=True).select_related("user")
    for word in q.split():
        found = found.filter(
            Q(user__last_name__icontains=word)
            | Q(user__first_name__icontains=word)
            | Q(user__email__icontains=word)
        )
    if role:
        found = found.filter(role=role)
    return found.order_by("user__last_name", "user__first_name", "pk")


def waiting_invitations(centre: Centre) -> QuerySet[CentreInvitation]:
    """Neither accepted nor cancelled; some may have expired. The newest first."""
    waiting = centre.invitations.filter(accepted_at__isnull=True, cancelled_at__isnull=True)
    return waiting.order_by("-sent_at", "email")
