"""What a person does to her own account."""

from collections.abc import Callable
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.preferences import Preferences

EMAIL_CHANGE_SALT: Final = "accounts.email-change"


class EmailChangeRefusedError(Exception):
    """The link is wrong, too old, already used, or the address now belongs to someone else."""


def create_account(
    *, email: str, password: str, first_name: str, last_name: str, is_staff: bool = False
) -> User:
    """An account made by the platform, its address taken as confirmed."""
    user = User(email=email, first_name=first_name, last_name=last_name)
    return _save_confirmed(user, password, is_staff=is_staff)


def make_administrator(*, user: User, password: str) -> User:
    """Of a person already known, or not saved yet."""
    return _save_confirmed(user, password, is_staff=True)


@transaction.atomic
def _save_confirmed(user: User, password: str, *, is_staff: bool) -> User:
    user.is_staff = user.is_superuser = is_staff
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def rename(*, user: User, first_name: str, last_name: str) -> None:
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])


def save_preferences(*, user: User, preferences: Preferences) -> None:
    user.preferences = preferences.to_stored()
    user.save(update_fields=["preferences"])


def choose_language(*, user: User, language: str) -> None:
    user.language = language
    user.save(update_fields=["language"])


def offer_email_change(*, user: User, email: str, address_of: Callable[[str], str]) -> None:
    """Send to `email` a link (`address_of` its token) that makes it the address of this account.

    Nothing is stored before it comes back: nobody can hold an address that is not theirs. Someone
    else's address gets another message, so that the page says nothing of who has an account.
    """
    if User.objects.filter(email=email).exists():
        get_adapter().send_account_already_exists_mail(email)
        return
    token = signing.dumps([user.pk, user.email, email], salt=EMAIL_CHANGE_SALT)
    details = {"user": user, "link": address_of(token)}
    get_adapter().send_mail("accounts/email/email_change", email, details)


def read_email_change(token: str) -> tuple[User, str]:
    """The person and the new address; the link works once, for the account as it was."""
    try:
        pk, before, after = signing.loads(
            token, salt=EMAIL_CHANGE_SALT, max_age=settings.EMAIL_CHANGE_TIMEOUT
        )
        return User.objects.get(pk=pk, email=before, is_active=True), after
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise EmailChangeRefusedError from error


def change_email(*, token: str) -> None:
    """Take the new address, confirmed by its token, and tell the former one."""
    user, email = read_email_change(token)
    former = user.email
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(user=user).delete()
            user.email = email
            user.save(update_fields=["email"])
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    except IntegrityError as error:
        raise EmailChangeRefusedError from error
    if former:
        details = {"user": user, "new_email": email}
        get_adapter().send_mail("accounts/email/email_changed", former, details)
