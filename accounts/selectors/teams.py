"""Who is in a team."""

from django.db.models import Q, QuerySet

from accounts.models import Membership, Organisation, User


def members(organisation: Organisation, *, q: str = "", role: str = "") -> QuerySet[Membership]:
    """By name; `q`: words of a name or of an address."""
    found = organisation.memberships.filter(ended_at__isnull=True).select_related("user")
    for word in q.split():
        found = found.filter(
            Q(user__last_name__icontains=word)
            | Q(user__first_name__icontains=word)
            | Q(user__email__icontains=word)
        )
    if role:
        found = found.filter(role=role)
    return found.order_by("user__last_name", "user__first_name", "pk")


def is_known(email: str) -> bool:
    """Whether an account may sign in with this address."""
    return User.objects.filter(email=email, is_active=True).exists()
