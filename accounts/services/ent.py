"""Somebody arrives from an ENT: known, recognised, or new (interop.md 3)."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from accounts.ent.description import Profile
from accounts.enums import AuditAction, RecognitionOutcome
from accounts.models import EntConnector, Learner, User
from accounts.selectors import ent as selectors
from accounts.services import credentials
from accounts.services.audit import record
from accounts.services.ent_places import SETTLED, Entrance, Welcome, place

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_USERNAMES: Final = {Profile.PUPIL: "eleve", Profile.TEACHER: "enseignant", Profile.HEAD: "chef"}


class NotRecognisedError(Exception):
    """Nobody was created: the outcome says why, and what to do."""

    def __init__(self, outcome: RecognitionOutcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class _PreparedError(Exception):
    def __init__(self, learner: Learner) -> None:
        super().__init__()
        self.learner = learner


class AlreadyAttachedError(Exception):
    """This ENT identity is the way into another account."""


class OnlyWayInError(Exception):
    """Without this identity nobody could open the account any more."""


class NotForAdministratorsError(Exception):
    """An account that administers the platform is not opened by a third party."""


def come_again(entrance: Entrance, account: SocialAccount, *, now: datetime) -> Welcome:
    """Of a known person: fresh names, and the places that her ENT now gives her.

    A pupil who changed schools is looked for in the list of the new one, with what is known.
    """
    user: User = account.user
    with transaction.atomic():
        account.extra_data = _names_kept(entrance)
        account.save(update_fields=["extra_data", "last_login"])
        return place(entrance, user, now=now, again=True)


def welcome(entrance: Entrance, *, language: str, now: datetime) -> Welcome:
    """Make the account of a new person, when she has her place somewhere.

    A pupil who is not in the list of her school is not: `NotRecognisedError`. See `welcome_alone`.
    """
    try:
        with transaction.atomic():
            arrived = place(entrance, _create(entrance, language, now), now=now)
            if arrived.outcome and arrived.outcome not in SETTLED:
                raise NotRecognisedError(arrived.outcome)
            _leave_to_prepared(arrived.user)
            return arrived
    except _PreparedError as found:
        return _hand_over(entrance, found.learner, now)


def _leave_to_prepared(user: User) -> None:
    """An account was made in vain: the school had one ready."""
    if prepared := selectors.prepared_for(user):
        raise _PreparedError(prepared)


def _hand_over(entrance: Entrance, learner: Learner, now: datetime) -> Welcome:
    """The account that the school made for her is hers: her slip and her ENT both open it."""
    assert learner.user is not None  # noqa: S101 -- prepared accounts have an owner
    with transaction.atomic():
        _attach(entrance, learner.user)
        record(action=AuditAction.LINKED, actor=learner.user, learner=learner, now=now, way="ent")
    return Welcome(learner.user, RecognitionOutcome.LINKED)


def welcome_alone(entrance: Entrance, *, language: str, now: datetime) -> Welcome:
    """Make an account that belongs to no school."""
    with transaction.atomic():
        return Welcome(_create(entrance, language, now))


def attach(entrance: Entrance, *, user: User, now: datetime) -> Welcome:
    """Give an account of ours this way in. Its owner has just proved that it is hers."""
    if user.is_staff or user.is_superuser:
        raise NotForAdministratorsError
    with transaction.atomic():
        _attach(entrance, user)
        return place(entrance, user, now=now)


def detach(*, user: User, connector: EntConnector) -> None:
    """This ENT no longer opens the account, which keeps all its results."""
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=user.pk)
        if selectors.is_only_way_in(owner, connector):
            raise OnlyWayInError
        SocialAccount.objects.filter(user=owner, provider=connector.slug).delete()


def forget_names(connectors: Iterable[EntConnector]) -> int:
    """Erase the names that these ENTs gave: how many identities had some."""
    slugs = [connector.slug for connector in connectors]
    named = SocialAccount.objects.filter(provider__in=slugs).exclude(extra_data={})
    return int(named.update(extra_data={}))


def _create(entrance: Entrance, language: str, now: datetime) -> User:
    fields: dict[str, Any] = {"language": language, "date_joined": now, **_names_kept(entrance)}
    for username in _usernames(entrance):
        try:
            with transaction.atomic():
                user = User.objects.create_user(username=username, **fields)
        except IntegrityError:  # somebody has just taken it
            continue
        _attach(entrance, user)
        return user
    raise AssertionError  # names are drawn for ever


def _attach(entrance: Entrance, user: User) -> None:
    account, made = SocialAccount.objects.get_or_create(
        provider=entrance.connector.slug,
        uid=entrance.identity.subject,
        defaults={"user": user, "extra_data": _names_kept(entrance)},
    )
    if not made and account.user_id != user.pk:
        raise AlreadyAttachedError


def _names_kept(entrance: Entrance) -> dict[str, str]:
    identity = entrance.identity
    if not entrance.description.keeps_names or not identity.last_name:
        return {}
    return {"first_name": identity.first_name, "last_name": identity.last_name}


def _usernames(entrance: Entrance) -> Iterator[str]:
    """From the names when they may be kept, then drawn."""
    identity = entrance.identity
    named = identity.first_name and identity.last_name and identity.birth_date
    if entrance.description.keeps_names and named and identity.birth_date:
        yield credentials.username_for(
            first_name=identity.first_name,
            last_name=identity.last_name,
            birth_date=identity.birth_date,
        )
    word = _USERNAMES.get(identity.profile, "personne")
    while True:
        yield f"{word}-{''.join(secrets.choice(_LETTERS) for _ in range(8))}"
