"""What is known of the person who asks for a page."""

from allauth.account.models import EmailAddress
from django.http import HttpRequest

from accounts.models import User
from accounts.preferences import Preferences

PREFERENCES_SESSION_KEY = "preferences"


def current_preferences(request: HttpRequest) -> Preferences:
    """Of the person signed in, else what the visitor chose in this session."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Preferences.from_stored(user.preferences)
    session = getattr(request, "session", {})
    return Preferences.from_stored(session.get(PREFERENCES_SESSION_KEY))


def email_to_confirm(user: User) -> str | None:
    """Her address while it is not confirmed."""
    if not user.email:
        return None
    confirmed = EmailAddress.objects.filter(user=user, email=user.email, verified=True)
    return None if confirmed.exists() else user.email
