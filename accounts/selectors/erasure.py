"""Who may be erased, and by whom."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import OrganisationState, Role
from accounts.models import Learner, Membership, Organisation, User
from accounts.selectors.credentials import Standing, standings_of


def who_may_not_go() -> QuerySet[User]:
    """People without whom the platform, or an open organisation, would have nobody to run it."""
    return User.objects.filter(
        Q(is_staff=True) | Q(is_superuser=True) | Q(pk__in=_only_heads().values("user_id"))
    )


def headless_without(user: User) -> list[Organisation]:
    """The open organisations that this person is alone to administer."""
    return list(
        Organisation.objects.filter(
            pk__in=_only_heads().filter(user=user).values("organisation")
        ).order_by("name", "pk")
    )


def _only_heads() -> QuerySet[Membership]:
    heads = Membership.objects.filter(
        role=Role.ADMINISTRATOR,
        ended_at__isnull=True,
        user__is_active=True,
        organisation__state=OrganisationState.ACTIVE,
    )
    others = heads.filter(organisation=OuterRef("organisation")).exclude(user=OuterRef("user"))
    return heads.exclude(Exists(others))


def is_known(email: str) -> bool:
    """Whether an account may sign in with this address."""
    return User.objects.filter(email=email, is_active=True).exists()


def may_be_erased_by_school(learner: Learner) -> bool:
    """An account that the school made, without an address of its own, and that no other follows.

    Any other account belongs to its holder alone, who erases it or asks the platform.
    """
    elsewhere = Learner.objects.filter(user=learner.user, disabled_at__isnull=True).exclude(
        organisation=learner.organisation
    )
    (_row, standing) = standings_of([learner])[0]
    return standing is Standing.USERNAME and not elsewhere.exists()
