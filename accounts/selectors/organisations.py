"""Which organisations a person works in, and where an organisation stands."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet

from accounts.enums import ClaimState, OrganisationState
from accounts.models import (
    ImportRun,
    Invitation,
    Learner,
    LinkClaim,
    Membership,
    Organisation,
    User,
)

# In the session: whether the account menu leads to Pix Orga. Set on signing in and on joining.
IN_TEAM: Final = "in_team"


def works_in_a_team(user: User) -> bool:
    return _places(user).exists()


def memberships_of(user: User) -> list[Membership]:
    """Places in teams of open organisations, the last used first."""
    places = _places(user).select_related("organisation")
    return list(places.order_by("-last_used_at", "organisation__name"))


def _places(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(
        user=user, ended_at__isnull=True, organisation__state=OrganisationState.ACTIVE
    )


def requests_of(user: User) -> list[Organisation]:
    """Spaces that this person asked for, waiting or refused; the newest first."""
    unopened = (OrganisationState.REQUESTED, OrganisationState.REFUSED)
    return list(
        Organisation.objects.filter(requested_by=user, state__in=unopened).order_by(
            "-requested_at", "code"
        )
    )


@dataclass(frozen=True)
class Figures:
    """Where an organisation stands. Pupils: those of the list who are not disabled."""

    learners: int
    linked: int
    classes: int
    members: int
    invitations: int
    claims: int
    latest_import: ImportRun | None


def figures_of(organisation: Organisation) -> Figures:
    present = Q(disabled_at__isnull=True)
    pupils = Learner.objects.filter(present, organisation=organisation).aggregate(
        learners=Count("pk"),
        linked=Count("pk", filter=Q(user__isnull=False)),
        classes=Count("class_name", distinct=True, filter=~Q(class_name="")),
    )
    return Figures(
        **pupils,
        members=organisation.memberships.filter(ended_at__isnull=True).count(),
        invitations=waiting_invitations(organisation).count(),
        claims=LinkClaim.objects.filter(
            learner__organisation=organisation, state=ClaimState.WAITING
        ).count(),
        latest_import=organisation.imports.filter(applied_at__isnull=False)
        .defer("content", "problems")
        .order_by("-applied_at", "-pk")
        .first(),
    )


def waiting_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Neither accepted nor cancelled; some may have expired. The newest first."""
    return organisation.invitations.filter(
        accepted_at__isnull=True, cancelled_at__isnull=True
    ).order_by("-sent_at", "email")
