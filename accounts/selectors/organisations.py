"""Which organisations a person works in."""

from accounts.enums import OrganisationState
from accounts.models import Membership, User


def memberships_of(user: User) -> list[Membership]:
    """Places in teams of open organisations, the last used first."""
    return list(
        Membership.objects.filter(
            user=user, ended_at__isnull=True, organisation__state=OrganisationState.ACTIVE
        )
        .select_related("organisation")
        .order_by("-last_used_at", "organisation__name")
    )
