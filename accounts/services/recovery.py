"""Getting back an account that has no e-mail address, with what the school knows of the person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts import lockout
from accounts.enums import AuditAction
from accounts.models import User
from accounts.selectors.recovery import account_of, learner_of
from accounts.services.audit import record

SALT: Final = "accounts.recovery"


@dataclass(frozen=True, slots=True)
class Claimant:
    """What somebody who lost their way in says of themselves."""

    national_id: str
    last_name: str
    first_name: str
    birth_date: date
    email: str


class RecoveryRefusedError(Exception):
    """The link is wrong, too old, already used, or the account changed since."""


class AddressTakenError(Exception):
    """Somebody signed up with this address since the link was sent."""


def offer_recovery(*, claimant: Claimant, address_of: Callable[[str], str]) -> None:
    """Send a link to who is known; the caller learns nothing of who is."""
    user = account_of(
        national_id=claimant.national_id,
        last_name=claimant.last_name,
        first_name=claimant.first_name,
        birth_date=claimant.birth_date,
    )
    if user is None:
        return
    if User.objects.filter(email=claimant.email).exists():
        get_adapter().send_account_already_exists_mail(claimant.email)
        return
    token = signing.dumps([user.pk, _state(user), claimant.email], salt=SALT)
    details = {"user": user, "link": address_of(token)}
    get_adapter().send_mail("accounts/email/recovery", claimant.email, details)


def read_recovery(token: str) -> tuple[User, str]:
    """The person and their new address, for the account as it was: the link works once."""
    try:
        pk, state, email = signing.loads(token, salt=SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
        user = User.objects.get(pk=pk, email=None, is_active=True)
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise RecoveryRefusedError from error
    if not constant_time_compare(state, _state(user)):
        raise RecoveryRefusedError
    return user, email


def recover(*, token: str, password: str, now: datetime) -> User:
    """The account gets the address, confirmed by the link, and the password; it keeps the rest."""
    user, email = read_recovery(token)
    try:
        with transaction.atomic():
            user.email = email
            user.must_change_password = False
            user.set_password(password)
            user.save(update_fields=["email", "password", "must_change_password"])
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
            record(
                action=AuditAction.PASSWORD_RESET,
                actor=user,
                now=now,
                learner=learner_of(user),
                person=user,
                recovery=True,
            )
    except IntegrityError as error:
        raise AddressTakenError from error
    lockout.forget_failures(lockout.person_key(user))
    return user


def _state(user: User) -> str:
    """Changes with the password: a reset by a teacher ends the links sent before."""
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:16]
