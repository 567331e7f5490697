"""Recognising a person in the list of a school, once for all, and linking accounts to learners.

Whoever writes a link locks the person first, then the learner: two accounts that want one learner,
or one account that wants two, wait for each other and the second finds the first one's link.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from accounts.enums import AuditAction, ClaimState
from accounts.enums import RecognitionOutcome as Outcome
from accounts.models import Learner, LinkClaim, Organisation, User
from accounts.names import search_key
from accounts.selectors.learners import Identity, closest_learners
from accounts.services.audit import record
from accounts.tries import count_try

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


class LearnerTakenError(Exception):
    """The learner is linked to another account."""


class AlreadyLinkedError(Exception):
    """The account is linked to another learner of the same list."""


class ClaimSettledError(Exception):
    """Somebody settled the claim before."""


@dataclass(frozen=True)
class Recognition:
    """`learner`: the row now linked, or claimed; nothing when the person was not recognised."""

    outcome: Outcome
    learner: Learner | None = None

    @property
    def linked(self) -> bool:
        return self.outcome in {Outcome.LINKED, Outcome.ALREADY_LINKED}


@transaction.atomic
def recognise(
    *,
    user: User,
    organisation: Organisation,
    last_name: str,
    first_name: str,
    birth_date: date,
    now: datetime,
) -> Recognition:
    """Find this person among the learners and link the account, or say why not.

    Tries are counted, for the account and for the name asked for, so that nobody can guess a birth
    date. An account linked to a learner who left the list may be linked to another one.
    """
    person = Identity(last_name, first_name, birth_date)
    mine = Learner.objects.filter(organisation=organisation, user=user).first()
    if mine is not None and mine.disabled_at is None:
        return Recognition(Outcome.ALREADY_LINKED, mine)
    if _tried_too_often(user, organisation, person):
        return Recognition(Outcome.TOO_MANY)
    found = closest_learners(organisation, person)
    if len(found) == 1:
        return _link_or_claim(found[0], user, now)
    if found:
        return Recognition(Outcome.SEVERAL)
    left = mine is not None or closest_learners(organisation, person, disabled=True)
    return Recognition(Outcome.DISABLED if left else Outcome.UNKNOWN)


def _tried_too_often(user: User, organisation: Organisation, person: Identity) -> bool:
    name = search_key(last_name=person.last_name, first_name=person.first_name)
    digest = hashlib.sha256(name.encode()).hexdigest()
    by_account = count_try(f"recognise:{user.pk}", memory=_HOUR)
    by_name = count_try(f"recognise:{organisation.pk}:{digest}", memory=_DAY)
    return (
        by_account > settings.RECOGNITION_TRIES_AN_HOUR
        or by_name > settings.RECOGNITION_TRIES_OF_A_NAME_A_DAY
    )


def _link_or_claim(learner: Learner, user: User, now: datetime) -> Recognition:
    try:
        link(learner=learner, user=user, actor=user, now=now)
    except LearnerTakenError:
        return Recognition(_claim(learner, user, now), learner)
    except AlreadyLinkedError:
        mine = Learner.objects.get(organisation_id=learner.organisation_id, user=user)
        return Recognition(Outcome.ALREADY_LINKED, mine)
    return Recognition(Outcome.LINKED, learner)


def _claim(learner: Learner, user: User, now: datetime) -> Outcome:
    """Ask the team once; a claim they refused is not made again."""
    claims = LinkClaim.objects.filter(learner=learner, user=user)
    if claims.filter(state=ClaimState.REFUSED).exists():
        return Outcome.REFUSED
    LinkClaim.objects.get_or_create(
        learner=learner, user=user, state=ClaimState.WAITING, defaults={"made_at": now}
    )
    return Outcome.TAKEN


@transaction.atomic
def link(*, learner: Learner, user: User, actor: User | None, now: datetime) -> None:
    """Link a free learner. Linking twice the same changes nothing.

    Raises `LearnerTakenError`, or `AlreadyLinkedError` for an account of this list; a learner who
    left the list gives way to the one who is in it.
    """
    _lock(user)
    row = _locked(learner)
    if row.user_id not in {None, user.pk}:
        raise LearnerTakenError
    if row.user_id is None:
        _attach(row, user, actor, now)
    learner.user, learner.linked_at = user, row.linked_at


@transaction.atomic
def unlink(*, learner: Learner, actor: User | None, now: datetime) -> None:
    """Detach the account, which keeps all its results."""
    row = _locked(learner)
    if row.user_id is not None:
        _detach(row, actor, now)
    learner.user = learner.linked_at = None


@transaction.atomic
def settle_claim(*, claim: LinkClaim, accepted: bool, actor: User, now: datetime) -> None:
    """Accepted, the link moves to the account that asked and others who asked are refused.

    Raises `ClaimSettledError`, or `AlreadyLinkedError` when that account is linked meanwhile.
    """
    _lock(claim.user)
    row = _locked(claim.learner)
    if not LinkClaim.objects.filter(pk=claim.pk, state=ClaimState.WAITING).exists():
        raise ClaimSettledError
    if accepted:
        if row.user_id is not None:
            _detach(row, actor, now)
        _attach(row, claim.user, actor, now)
        refused = LinkClaim.objects.filter(learner=row)
    else:
        refused = LinkClaim.objects.filter(pk=claim.pk)
    _refuse(refused.filter(state=ClaimState.WAITING), row, actor, now)


def _refuse(claims: QuerySet[LinkClaim], row: Learner, actor: User, now: datetime) -> None:
    for claim in claims.select_related("user").order_by("pk"):
        record(
            action=AuditAction.CLAIM_REFUSED, actor=actor, learner=row, person=claim.user, now=now
        )
    claims.update(state=ClaimState.REFUSED, settled_at=now, settled_by=actor)


@transaction.atomic
def disable(*, learner: Learner, actor: User | None, now: datetime) -> None:
    """Out of the list: neither recognised nor followed any more; nothing is erased."""
    if Learner.objects.filter(pk=learner.pk, disabled_at=None).update(disabled_at=now):
        learner.disabled_at = now
        record(action=AuditAction.DISABLED, actor=actor, learner=learner, now=now)


@transaction.atomic
def enable(*, learner: Learner, actor: User | None, now: datetime) -> None:
    """Back in the list, with the same account."""
    if Learner.objects.filter(pk=learner.pk).exclude(disabled_at=None).update(disabled_at=None):
        learner.disabled_at = None
        record(action=AuditAction.ENABLED, actor=actor, learner=learner, now=now)


def _lock(user: User) -> None:
    """Not against rows that point to this person: answers go on being recorded."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _locked(learner: Learner) -> Learner:
    return Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)


def _attach(row: Learner, user: User, actor: User | None, now: datetime) -> None:
    """Of a free and locked row; what this person asked for elsewhere in the list has its answer."""
    others = Learner.objects.filter(organisation_id=row.organisation_id, user=user)
    if others.filter(disabled_at=None).exists():
        raise AlreadyLinkedError
    for former in others.select_for_update(no_key=True).order_by("pk"):
        _detach(former, actor, now)
    row.user, row.linked_at = user, now
    row.save(update_fields=["user", "linked_at"])
    asked = LinkClaim.objects.filter(
        user=user, learner__organisation_id=row.organisation_id, state=ClaimState.WAITING
    )
    answer = {"settled_at": now, "settled_by": actor}
    asked.filter(learner=row).update(state=ClaimState.ACCEPTED, **answer)
    asked.update(state=ClaimState.REFUSED, **answer)
    record(action=AuditAction.LINKED, actor=actor, learner=row, now=now)


def _detach(row: Learner, actor: User | None, now: datetime) -> None:
    """Of a locked row."""
    record(action=AuditAction.UNLINKED, actor=actor, learner=row, now=now)
    row.user = row.linked_at = None
    row.save(update_fields=["user", "linked_at"])
