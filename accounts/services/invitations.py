"""Invitations to join a team, by e-mail. A link holds a secret of which only a digest is kept."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.enums import AuditAction, OrganisationState, Role
from accounts.models import Invitation, Membership, Organisation, User
from accounts.services import audit
from accounts.services.mailing import signature
from accounts.services.teams import join

AddressOf = Callable[[str], str]


class InvitationRefusedError(Exception):
    """This link opens nothing. Each reason is a class of its own."""


class UnknownInvitation(InvitationRefusedError):
    """No such secret: a link cut in two, or replaced by a newer one."""


class ExpiredInvitation(InvitationRefusedError):
    """Too old."""


class CancelledInvitation(InvitationRefusedError):
    """Taken back by the team."""


class UsedInvitation(InvitationRefusedError):
    """Accepted by somebody else."""


@dataclass
class Sent:
    """What became of each address."""

    invited: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def invite(
    *,
    organisation: Organisation,
    inviter: User,
    emails: Sequence[str],
    role: Role,
    address_of: AddressOf,
    now: datetime,
) -> Sent:
    """Send a link to each address, except to members and to those who already have one that works.

    `emails` are valid, in lower case, without repetition; `address_of` makes a link of a secret.
    """
    sent = Sent()
    members = set(_members(organisation).values_list("user__email", flat=True))
    for email in emails:
        if email in members:
            sent.members.append(email)
        elif _invite_one(organisation, inviter, email, role, address_of, now):
            sent.invited.append(email)
        else:
            sent.waiting.append(email)
    return sent


def _invite_one(
    organisation: Organisation,
    inviter: User,
    email: str,
    role: Role,
    address_of: AddressOf,
    now: datetime,
) -> bool:
    waiting = organisation.invitations.filter(
        email=email, accepted_at__isnull=True, cancelled_at__isnull=True
    ).first()
    if waiting:
        if waiting.expires_at > now:
            return False
        waiting.role, waiting.invited_by = role, inviter
        resend(invitation=waiting, actor=inviter, address_of=address_of, now=now)
        return True
    try:
        with transaction.atomic():
            invitation = Invitation(
                organisation=organisation, email=email, role=role, invited_by=inviter
            )
            _send(invitation, actor=inviter, address_of=address_of, now=now)
    except IntegrityError:  # another administrator was first
        return False
    return True


@transaction.atomic
def resend(*, invitation: Invitation, actor: User, address_of: AddressOf, now: datetime) -> None:
    """A new secret and a new term; the former link opens nothing any more."""
    _send(invitation, actor=actor, address_of=address_of, now=now)


def cancel(*, invitation: Invitation, now: datetime) -> None:
    Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=now)


def read(secret: str, *, now: datetime, user: User | None = None) -> Invitation:
    """The invitation of this link, if it can be accepted, or already was by this same person."""
    return _check(_find(secret), user=user, now=now)


@transaction.atomic
def accept(*, secret: str, user: User, now: datetime) -> Membership:
    """Join the team; a second time changes nothing. Raises InvitationRefusedError."""
    found = _find(secret)
    locked = Invitation.objects.select_for_update().get(pk=found.pk)
    invitation = _check(locked, user=user, now=now)
    if invitation.accepted_at is None:
        invitation.accepted_at, invitation.accepted_by = now, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        return join(
            organisation=invitation.organisation, user=user, role=Role(invitation.role), now=now
        )
    return _members(invitation.organisation).get(user=user)


def _send(invitation: Invitation, *, actor: User, address_of: AddressOf, now: datetime) -> None:
    secret = secrets.token_urlsafe(32)
    invitation.secret_digest = _digest(secret)
    invitation.sent_at, invitation.expires_at = now, now + settings.INVITATION_LIFE
    invitation.save()
    details = {
        "invitation": invitation,
        "inviter": signature(actor),
        "link": address_of(secret),
    }
    get_adapter().send_mail("accounts/email/invitation", invitation.email, details)
    audit.record(
        action=AuditAction.MEMBER_INVITED,
        actor=actor,
        now=now,
        organisation=invitation.organisation,
        role=invitation.role,
    )


def _find(secret: str) -> Invitation:
    found = (
        Invitation.objects.filter(secret_digest=_digest(secret))
        .select_related("organisation", "invited_by")
        .first()
    )
    if found is None or found.organisation.state != OrganisationState.ACTIVE:
        raise UnknownInvitation
    return found


def _check(invitation: Invitation, *, user: User | None, now: datetime) -> Invitation:
    if invitation.cancelled_at:
        raise CancelledInvitation
    if invitation.accepted_at:
        mine = user is not None and invitation.accepted_by_id == user.pk
        if not (mine and _members(invitation.organisation).filter(user=user).exists()):
            raise UsedInvitation
    elif invitation.expires_at <= now:
        raise ExpiredInvitation
    return invitation


def _members(organisation: Organisation) -> QuerySet[Membership]:
    return organisation.memberships.filter(ended_at__isnull=True)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
