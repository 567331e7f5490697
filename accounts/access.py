"""Who may see what."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """What a view receives unless it is marked as public."""

    user: User


def can_read_sent_mail(user: User | AnonymousUser) -> bool:
    """Mail holds links that open accounts: for those who administer the platform only."""
    return user.is_active and user.is_superuser
