"""Who works in an organisation: roles and departures. Invitations are in their own module."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.enums import AuditAction, Role
from accounts.models import Membership, Organisation, User
from accounts.services import audit


class LastAdministratorError(Exception):
    """The organisation would be left without anyone to administer it."""


def join(*, organisation: Organisation, user: User, role: Role, now: datetime) -> Membership:
    """The place of this person in the team, made if she has none; a higher role is given to her.

    For invitations, for a school that opens, and for teachers who come from their ENT.
    """
    membership = _place_of(organisation, user)
    if membership is None:
        try:
            with transaction.atomic():
                membership = Membership.objects.create(
                    organisation=organisation, user=user, role=role, joined_at=now, last_used_at=now
                )
        except IntegrityError:  # another tab was first
            return Membership.objects.get(
                organisation=organisation, user=user, ended_at__isnull=True
            )
        _record(AuditAction.MEMBER_JOINED, membership, actor=user, now=now, role=role)
    elif role == Role.ADMINISTRATOR != membership.role:
        membership.role = role
        membership.save(update_fields=["role"])
        _record(AuditAction.MEMBER_CHANGED, membership, actor=user, now=now, role=role)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, actor: User, now: datetime) -> None:
    """Raises LastAdministratorError rather than leave nobody to administer."""
    current = _locked(membership)
    if current is None or current.role == role:
        return
    if role != Role.ADMINISTRATOR:
        _check_another_administers(current)
    current.role = role
    current.save(update_fields=["role"])
    _record(AuditAction.MEMBER_CHANGED, current, actor=actor, now=now, role=role)


@transaction.atomic
def end_membership(*, membership: Membership, actor: User, now: datetime) -> None:
    """She leaves, or is removed; what she did stays. Raises LastAdministratorError."""
    current = _locked(membership)
    if current is None:
        return
    _check_another_administers(current)
    current.ended_at = max(now, current.joined_at)
    current.save(update_fields=["ended_at"])
    _record(AuditAction.MEMBER_LEFT, current, actor=actor, now=now)


def _place_of(organisation: Organisation, user: User) -> Membership | None:
    return Membership.objects.filter(
        organisation=organisation, user=user, ended_at__isnull=True
    ).first()


def _locked(membership: Membership) -> Membership | None:
    """As it is now, while no other change to this team can happen; None once ended.

    The organisation is what is locked: two administrators who leave together pass one by one.
    """
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    return Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).first()


def _check_another_administers(membership: Membership) -> None:
    """To be called with the organisation locked."""
    if membership.role != Role.ADMINISTRATOR:
        return
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id,
        role=Role.ADMINISTRATOR,
        ended_at__isnull=True,
        user__is_active=True,
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise LastAdministratorError


def _record(
    action: AuditAction, membership: Membership, *, actor: User, now: datetime, role: str = ""
) -> None:
    details: dict[str, Any] = {"role": str(role)} if role else {}
    audit.record(
        action=action,
        actor=actor,
        now=now,
        organisation=membership.organisation,
        person=membership.user,
        **details,
    )
