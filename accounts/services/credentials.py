"""Accounts without e-mail: usernames, one-time passwords, resets (product.md 2, interop.md 7.3).

Passwords leave these functions once, in slips; only their hash is stored.
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from accounts import lockout
from accounts.enums import AuditAction
from accounts.models import Learner, User
from accounts.names import squeezed
from accounts.selectors.credentials import Standing, account_elsewhere, standings_of
from accounts.services.audit import record

# Without vowels no word appears by chance; without l, 0 and 1 nothing is read for something else.
LETTERS: Final = "bcdfghjkmnpqrstvwxz"
DIGITS: Final = "23456789"
_PART_LENGTH: Final = 16
_DRAWS: Final = 50
_NOT_ASCII: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Slip:
    """What a pupil needs to sign in. An empty password: the account keeps its own."""

    last_name: str
    first_name: str
    class_name: str
    username: str
    password: str = field(repr=False)


def one_time_password() -> str:
    """6 letters then 2 digits."""
    signs = [secrets.choice(LETTERS) for _ in range(6)] + [secrets.choice(DIGITS) for _ in range(2)]
    return "".join(signs)


def username_for(*, first_name: str, last_name: str, birth_date: date) -> str:
    """The first free one. Someone else may take it meanwhile: the database has the last word."""
    return next(_free_usernames(first_name, last_name, birth_date))


@transaction.atomic
def create_accounts(*, learners: Iterable[Learner], actor: User, now: datetime) -> list[Slip]:
    """An account for each learner who has none; a username for those who sign in otherwise.

    A learner who already has an account, here or through the list of another school, keeps it and
    its password. Others who already have a username, or may not be touched, are left out.
    """
    rows = _locked(learners)
    slips = []
    for learner, standing in rows:
        if standing is Standing.WITHOUT:
            slips.append(_give_account(learner, now))
        elif standing is Standing.ELSEWHERE and learner.user and learner.user != actor:
            slips.append(_give_username(learner, learner.user))
    _record(AuditAction.ACCOUNTS_CREATED, actor, now, slips, rows)
    return slips


@transaction.atomic
def reset_passwords(*, learners: Iterable[Learner], actor: User, now: datetime) -> list[Slip]:
    """A new one-time password for each account that the school may reset; its sessions end.

    The others (no account, own e-mail, in a team…) are left out: `Standing` tells which.
    """
    rows = _locked(learners)
    slips = [
        _slip(learner, learner.user, _give_password(learner.user))
        for learner, standing in rows
        if standing is Standing.USERNAME and learner.user and learner.user != actor
    ]
    _record(AuditAction.PASSWORD_RESET, actor, now, slips, rows)
    return slips


def _locked(learners: Iterable[Learner]) -> list[tuple[Learner, Standing]]:
    """As they are now, in a steady order: two classes at once never block each other."""
    ids = [learner.pk for learner in learners]
    rows = Learner.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    return standings_of(list(rows.filter(pk__in=ids, disabled_at__isnull=True).order_by("pk")))


def _give_account(learner: Learner, now: datetime) -> Slip:
    known = account_elsewhere(learner)
    user = known or User(
        first_name=learner.first_name[:100],
        last_name=(learner.used_name or learner.last_name)[:100],
    )
    if known is not None:
        _tell_former_schools(known, learner, now)
    slip = _slip(learner, user, "") if user.username else _give_username(learner, user)
    learner.user, learner.linked_at = user, now
    learner.save(update_fields=["user", "linked_at"])
    return slip


def _give_username(learner: Learner, user: User) -> Slip:
    """And a one-time password, unless the account has a password of its own."""
    password = ""
    if not user.pk or not user.has_usable_password():
        password = _set_password(user)
    _save_with_username(user, learner)
    return _slip(learner, user, password)


def _give_password(user: User) -> str:
    """Sessions hold a digest of the password: they end with the former one."""
    password = _set_password(user)
    user.save(update_fields=["password", "must_change_password"])
    lockout.forget_failures(lockout.person_key(user))
    return password


def _tell_former_schools(user: User, learner: Learner, now: datetime) -> None:
    """Another school may now reset this account: those that know it read so in their journal."""
    for row in Learner.objects.filter(user=user).select_related("organisation", "user"):
        record(
            action=AuditAction.LINKED,
            actor=None,
            now=now,
            learner=row,
            school=learner.organisation.code,
        )


def _set_password(user: User) -> str:
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    return password


def _slip(learner: Learner, user: User, password: str) -> Slip:
    name = learner.used_name or learner.last_name
    return Slip(name, learner.first_name, learner.class_name, user.username or "", password)


def _record(
    action: AuditAction,
    actor: User,
    now: datetime,
    slips: list[Slip],
    rows: list[tuple[Learner, Standing]],
) -> None:
    if not slips:
        return
    learner = rows[0][0]
    record(
        action=action,
        actor=actor,
        now=now,
        organisation=learner.organisation,
        learner=learner if len(rows) == 1 else None,
        classes=sorted({slip.class_name for slip in slips}),
        count=len(slips),
    )


def _save_with_username(user: User, learner: Learner) -> None:
    """Two classes made at once may want the same username: the second takes another one."""
    name = learner.used_name or learner.last_name
    for username in _free_usernames(learner.first_name, name, learner.birth_date):
        user.username = username
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:
            continue
        return


def _free_usernames(first_name: str, last_name: str, birth_date: date) -> Iterator[str]:
    for username in _usernames(first_name, last_name, birth_date):
        if not User.objects.filter(username=username).exists():
            yield username


def _usernames(first_name: str, last_name: str, birth_date: date) -> Iterator[str]:
    """`prenom.nom` with the day and month of birth, else with 4 digits drawn, at last with 8."""
    name = f"{_ascii(first_name)}.{_ascii(last_name)}"
    yield f"{name}{birth_date:%d%m}"
    for _attempt in range(_DRAWS):
        yield f"{name}{secrets.randbelow(10_000):04}"
    while True:
        yield f"{name}{secrets.randbelow(100_000_000):08}"


def _ascii(name: str) -> str:
    """What any keyboard types. Names written in another alphabet become "eleve"."""
    return _NOT_ASCII.sub("", squeezed(name))[:_PART_LENGTH] or "eleve"
