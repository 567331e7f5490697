"""A child under the age of consent signs up with a parent, who answers from their own address.

Nothing is stored before the parent agrees (docs/adr/0009).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction

from accounts.models import User

SALT: Final = "accounts.parent-consent"


class ConsentRefusedError(Exception):
    """The link is wrong, too old, or the address now has an account."""


def ask_parent(*, email: str, address_of: Callable[[str], str]) -> None:
    """Send a link to this address; somebody who has an account there gets another message.

    The page says the same in both cases: it tells nothing of who has an account.
    """
    if User.objects.filter(email=email).exists():
        get_adapter().send_account_already_exists_mail(email)
        return
    details = {"link": address_of(signing.dumps(email, salt=SALT))}
    get_adapter().send_mail("accounts/email/parent_consent", email, details)


def read_request(token: str) -> str:
    """The address of the parent; the link opens one account."""
    try:
        email: str = signing.loads(token, salt=SALT, max_age=settings.PARENT_CONSENT_TIMEOUT)
    except signing.BadSignature as error:
        raise ConsentRefusedError from error
    if User.objects.filter(email=email).exists():
        raise ConsentRefusedError
    return email


def open_account_for_child(
    *, token: str, first_name: str, last_name: str, password: str, language: str, now: datetime
) -> User:
    """The account of the child, at the parent's address, which the link confirms."""
    email = read_request(token)
    child = User(
        email=email,
        first_name=first_name,
        last_name=last_name,
        language=language,
        parent_agreed_at=now,
    )
    child.set_password(password)
    try:
        with transaction.atomic():
            child.save()
            EmailAddress.objects.create(user=child, email=email, verified=True, primary=True)
    except IntegrityError as error:
        raise ConsentRefusedError from error
    return child
