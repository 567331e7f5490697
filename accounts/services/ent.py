"""Somebody arrives from an ENT: known, recognised, or new (interop.md 3)."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from accounts.ent.description import Description, Profile
from accounts.ent.identity import Identity
from accounts.enums import AuditAction, RecognitionOutcome
from accounts.models import EntConnector, EntTicket, Membership, Organisation, User
from accounts.selectors import ent as selectors
from accounts.services import credentials, recognition
from accounts.services.audit import record
from accounts.tries import count_try

TRIES: Final = 10
_HOUR: Final = timedelta(hours=1)
_SETTLED: Final = (
    RecognitionOutcome.LINKED,
    RecognitionOutcome.ALREADY_LINKED,
    RecognitionOutcome.TAKEN,
)
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_USERNAMES: Final = {Profile.PUPIL: "eleve", Profile.TEACHER: "enseignant", Profile.HEAD: "chef"}


class NotRecognisedError(Exception):
    """Nobody was created: the outcome says why, and what to do."""

    def __init__(self, outcome: RecognitionOutcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class AlreadyAttachedError(Exception):
    """This ENT identity is the way into another account."""


class OnlyWayInError(Exception):
    """Without this identity nobody could open the account any more."""


class NotForAdministratorsError(Exception):
    """An account that administers the platform is not opened by a third party."""


class TicketReplayedError(Exception):
    """A ticket opens one session."""


@dataclass(frozen=True)
class Entrance:
    """Which ENT, what it is, and whom it has just named."""

    connector: EntConnector
    description: Description
    identity: Identity


@dataclass(frozen=True)
class Welcome:
    """`outcome`: of the recognition, when a list was looked into. `joined`: teams.

    `to_join`: a school whose list could not be looked into, because a birth date is missing.
    """

    user: User
    outcome: RecognitionOutcome | None = None
    to_join: Organisation | None = None
    joined: tuple[Organisation, ...] = ()


def come_again(entrance: Entrance, account: SocialAccount, *, now: datetime) -> Welcome:
    """Of a known person: fresh names, and the places that her ENT now gives her.

    A pupil who changed schools is looked for in the list of the new one, with what is known.
    """
    user: User = account.user
    with transaction.atomic():
        account.extra_data = _names_kept(entrance)
        account.save(update_fields=["extra_data", "last_login"])
        return _place(entrance, user, now, tries=1)


def welcome(entrance: Entrance, *, language: str, now: datetime) -> Welcome:
    """Make the account of a new person, when she has her place somewhere.

    A pupil who is not in the list of her school is not: `NotRecognisedError`. See `welcome_alone`.
    """
    with transaction.atomic():
        arrived = _place(entrance, _create(entrance, language, now), now)
        if arrived.outcome and arrived.outcome not in _SETTLED:
            raise NotRecognisedError(arrived.outcome)
        return arrived


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
        return _place(entrance, user, now)


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
    if not entrance.description.keeps_names:
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


def _place(entrance: Entrance, user: User, now: datetime, *, tries: int = TRIES) -> Welcome:
    identity = entrance.identity
    schools = selectors.schools_without(user, identity)
    if identity.profile == Profile.PUPIL:
        outcome = _recognise(entrance, user, schools, now, tries)
        return Welcome(user, outcome, schools[0] if schools and outcome is None else None)
    if identity.profile not in selectors.STAFF or not entrance.description.trusted_for_membership:
        return Welcome(user)
    welcoming = [school for school in schools if school.teachers_join_from_ent]
    return Welcome(user, joined=tuple(_join(user, school, now) for school in welcoming))


def _recognise(
    entrance: Entrance, user: User, schools: list[Organisation], now: datetime, tries: int
) -> RecognitionOutcome | None:
    """In each list; the best of what was found. None: there was no list to look into."""
    person = _known_as(entrance.identity, user)
    if not schools or person.birth_date is None or not (person.last_name and person.first_name):
        return None
    key = f"ent:{entrance.connector.slug}:{_digest(person.subject)}"
    if count_try(key, memory=_HOUR) > tries:
        return RecognitionOutcome.TOO_MANY
    names = {"last_name": person.last_name, "first_name": person.first_name}
    birth_date = person.birth_date
    outcomes = [
        recognition.recognise(
            user=user, organisation=school, birth_date=birth_date, now=now, **names
        ).outcome
        for school in schools
    ]
    return min(outcomes, key=lambda one: _SETTLED.index(one) if one in _SETTLED else len(_SETTLED))


def _known_as(identity: Identity, user: User) -> Identity:
    """What the ENT does not say, the list of a former school does."""
    row = user.learners.order_by("-linked_at").first()
    if row is None:
        return identity
    return identity.completed(
        last_name=row.last_name, first_name=row.first_name, birth_date=row.birth_date
    )


def _join(user: User, school: Organisation, now: datetime) -> Organisation:
    Membership.objects.create(organisation=school, user=user, joined_at=now, last_used_at=now)
    record(
        action=AuditAction.MEMBER_JOINED,
        actor=user,
        person=user,
        organisation=school,
        now=now,
        way="ent",
    )
    return school


def use_ticket(connector: EntConnector, ticket: str, *, now: datetime) -> EntTicket:
    """Take a ticket for this request, before asking whose it is: never twice."""
    try:
        with transaction.atomic():
            return EntTicket.objects.create(
                connector=connector, digest=_digest(ticket), session_key="", used_at=now
            )
    except IntegrityError as error:
        raise TicketReplayedError from error


def bind_ticket(ticket: int, session_key: str) -> None:
    EntTicket.objects.filter(pk=ticket).update(session_key=session_key)


def close_ticket(connector: EntConnector, ticket: str) -> None:
    """The ENT says that this person left: so is she here. An unknown ticket is no error."""
    found = EntTicket.objects.filter(connector=connector, digest=_digest(ticket)).first()
    if found is not None and found.session_key:
        Session.objects.filter(session_key=found.session_key).delete()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
