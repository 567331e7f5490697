"""Who signs in, and who is signed in."""

from allauth.account.auth_backends import AuthenticationBackend as ByEmailOrUsername

from accounts.models import User
from pix.shared import statements


class AuthenticationBackend(ByEmailOrUsername):  # type: ignore[misc]  # allauth is not typed
    """By e-mail or username; the person is read at every request by SQL written once."""

    def get_user(self, user_id: int) -> User | None:
        user = statements.fetch(User, "id = %s", [user_id])
        return user if user is not None and self.user_can_authenticate(user) else None
