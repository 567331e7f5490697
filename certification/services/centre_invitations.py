"""Invitations to join a centre, by e-mail. A link holds a secret of which only a digest is kept."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.enums import AuditAction, Role
from accounts.models import User
from accounts.services import audit
from accounts.services.invitations import (
    CancelledInvitation,
    ExpiredInvitation,
    InvitationRefusedError,
    Sent,
    UnknownInvitation,
    UsedInvitation,
)
from accounts.services.mailing import signature
from certification.enums import CentreState
from certification.models import Centre, CentreInvitation, CentreMembership
from certification.services.centre_teams import join

AddressOf = Callable[[str], str]

__all__ = ["InvitationRefusedError", "accept", "cancel", "invite", "read", "resend"]


def invite(
    *,
    centre: Centre,
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
    members = set(_members(centre).values_list("user__email", flat=True))
    for email in emails:
        if email in members:
            sent.members.append(email)
        elif _invite_one(centre, inviter, email, role, address_of, now):
            sent.invited.append(email)
        else:
            sent.waiting.append(email)
    return sent


def _invite_one(
    centre: Centre, inviter: User, email: str, role: Role, address_of: AddressOf, now: datetime
) -> bool:
    waiting = centre.invitations.filter(
        email=email, accepted_at__isnull=True, cancelled_at__isnull=True
    ).first()
    if waiting and waiting.expires_at > now:
        return False
    invitation = waiting or CentreInvitation(centre=centre, email=email)
    invitation.role, invitation.invited_by = role, inviter
    try:
        resend(invitation=invitation, actor=inviter, address_of=address_of, now=now)
    except IntegrityError:  # another administrator was first
        return False
    return True


@transaction.atomic
def resend(
    *, invitation: CentreInvitation, actor: User, address_of: AddressOf, now: datetime
) -> None:
    """A new secret and a new term; the former link opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    invitation.secret_digest = _digest(secret)
    invitation.sent_at, invitation.expires_at = now, now + settings.INVITATION_LIFE
    invitation.save()
    details = {"invitation": invitation, "inviter": signature(actor), "link": address_of(secret)}
    get_adapter().send_mail("certif/email/invitation", invitation.email, details)
    audit.record(
        action=AuditAction.MEMBER_INVITED,
        actor=actor,
        now=now,
        organisation=invitation.centre.organisation,
        role=invitation.role,
        centre=invitation.centre.code,
    )


def cancel(*, invitation: CentreInvitation, now: datetime) -> None:
    CentreInvitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=now)


def read(secret: str, *, now: datetime, user: User | None = None) -> CentreInvitation:
    """The invitation of this link, if it can be accepted, or already was by this same person.

    Raises InvitationRefusedError.
    """
    return _check(_find(secret), user=user, now=now)


@transaction.atomic
def accept(*, secret: str, user: User, now: datetime) -> CentreMembership:
    """Join the team; a second time changes nothing. Raises InvitationRefusedError."""
    found = _find(secret)
    locked = CentreInvitation.objects.select_for_update().get(pk=found.pk)
    invitation = _check(locked, user=user, now=now)
    if invitation.accepted_at is None:
        invitation.accepted_at, invitation.accepted_by = now, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        return join(centre=invitation.centre, user=user, role=Role(invitation.role), now=now)
    return _members(invitation.centre).get(user=user)


def _find(secret: str) -> CentreInvitation:
    invitations = CentreInvitation.objects.select_related("centre__organisation", "invited_by")
    found = invitations.filter(secret_digest=_digest(secret)).first()
    if found is None or found.centre.state != CentreState.ACTIVE:
        raise UnknownInvitation
    return found


def _check(invitation: CentreInvitation, *, user: User | None, now: datetime) -> CentreInvitation:
    if invitation.cancelled_at:
        raise CancelledInvitation
    if invitation.accepted_at:
        mine = user is not None and invitation.accepted_by_id == user.pk
        if not (mine and _members(invitation.centre).filter(user=user).exists()):
            raise UsedInvitation
    elif invitation.expires_at <= now:
        raise ExpiredInvitation
    return invitation


def _members(centre: Centre) -> QuerySet[CentreMembership]:
    return centre.memberships.filter(ended_at__isnull=True)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
