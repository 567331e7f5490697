"""Who may be erased, and by whom."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.enums import OrganisationState, Role
from accounts.models import Learner, Membership, Organisation, User
from accounts.selectors.credentials import Standing, standings_of


def who_may_not_go(*, seen_since: datetime) -> QuerySet[User]:
    """People without whom the platform, or an open organisation, would have nobody to run it.

    Heads who are all away since then stay together: erased one by one, the last would be alone.
    """
    heads = _only_heads(seen_since).values("user_id")
    return User.objects.filter(Q(is_staff=True) | Q(is_superuser=True) | Q(pk__in=heads))


def headless_without(user: User) -> list[Organisation]:
    """The open organisations that this person is alone to administer."""
    return list(
        Organisation.objects.filter(
            pk__in=_only_heads().filter(user=user).values("organisation")
        ).order_by("name", "pk")
    )


def _only_heads(seen_since: datetime | None = None) -> QuerySet[Membership]:
    """Of open organisations that no other head administers; or no other one seen since."""
    heads = Membership.objects.filter(
        role=Role.ADMINISTRATOR,
        ended_at__isnull=True,
        user__is_active=True,
        organisation__state=OrganisationState.ACTIVE,
    )
    others = heads.filter(organisation=OuterRef("organisation")).exclude(user=OuterRef("user"))
    if seen_since:
        last_seen = Coalesce("user__last_login", "user__date_joined")
        others = others.alias(last_seen=last_seen).filter(last_seen__gte=seen_since)
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
