"""What certification does when people sign in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from certification.selectors.centres import IN_CENTRE, may_certify


@receiver(user_logged_in)
def remember_the_way(sender: type[User], request: HttpRequest, user: User, **_: Any) -> None:
    """The account menu of those who may use Pix Certif leads there."""
    request.session[IN_CENTRE] = may_certify(user)
