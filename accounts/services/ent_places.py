"""Where somebody who arrives from an ENT belongs: in the list of her school, or in its team."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accounts.ent.description import Description, Profile
from accounts.ent.identity import Identity
from accounts.enums import AuditAction, RecognitionOutcome
from accounts.models import EntConnector, Membership, Organisation, User
from accounts.selectors import ent as selectors
from accounts.services import recognition
from accounts.services.audit import record
from accounts.tries import count_try

TRIES: Final = 10
TRIES_AGAIN: Final = 3
_HOUR: Final = timedelta(hours=1)
SETTLED: Final = (
    RecognitionOutcome.LINKED,
    RecognitionOutcome.ALREADY_LINKED,
    RecognitionOutcome.TAKEN,
)


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


def place(entrance: Entrance, user: User, *, now: datetime, again: bool = False) -> Welcome:
    """The list, or the teams, where her ENT says that she belongs and where she is not yet.

    `again`: nobody asked for it, so a list is looked into a few times an hour only.
    """
    identity = entrance.identity
    schools = selectors.schools_without(user, identity)
    if identity.profile == Profile.PUPIL:
        outcome = _recognise(entrance, user, schools, now, again)
        return Welcome(user, outcome, schools[0] if schools and outcome is None else None)
    if identity.profile not in selectors.STAFF or not entrance.description.trusted_for_membership:
        return Welcome(user)
    welcoming = [school for school in schools if school.teachers_join_from_ent]
    for school in welcoming:
        _join(user, school, now)
    return Welcome(user, joined=tuple(welcoming))


def _recognise(
    entrance: Entrance,
    user: User,
    schools: list[Organisation],
    now: datetime,
    again: bool,  # noqa: FBT001 -- private, and named where it is given
) -> RecognitionOutcome | None:
    """In each list; the best of what was found. None: there was no list to look into."""
    person = _known_as(entrance.identity, user)
    if not schools or person.birth_date is None or not (person.last_name and person.first_name):
        return None
    if _tried_too_often(entrance, again=again):
        return RecognitionOutcome.TOO_MANY
    names = {"last_name": person.last_name, "first_name": person.first_name}
    birth_date = person.birth_date
    outcomes = [
        recognition.recognise(
            user=user, organisation=school, birth_date=birth_date, now=now, **names
        ).outcome
        for school in schools
    ]
    return min(outcomes, key=lambda one: SETTLED.index(one) if one in SETTLED else len(SETTLED))


def _known_as(identity: Identity, user: User) -> Identity:
    """What the ENT does not say, the list of a former school does."""
    row = user.learners.order_by("-linked_at").first()
    if row is None:
        return identity
    return identity.completed(
        last_name=row.last_name, first_name=row.first_name, birth_date=row.birth_date
    )


def _tried_too_often(entrance: Entrance, *, again: bool) -> bool:
    subject = hashlib.sha256(entrance.identity.subject.encode()).hexdigest()
    key = f"ent:{entrance.connector.slug}:{subject}:{again}"
    return count_try(key, memory=_HOUR) > (TRIES_AGAIN if again else TRIES)


def _join(user: User, school: Organisation, now: datetime) -> None:
    dates = {"joined_at": now, "last_used_at": now}
    _member, made = Membership.objects.get_or_create(
        organisation=school, user=user, ended_at=None, defaults=dates
    )
    if made:
        record(
            action=AuditAction.MEMBER_JOINED,
            actor=user,
            person=user,
            organisation=school,
            now=now,
            way="ent",
        )
