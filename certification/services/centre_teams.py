"""Who works in a centre: roles and departures. Invitations are in their own module."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.enums import AuditAction, Role
from accounts.models import User
from accounts.services import audit
from certification.models import Centre, CentreMembership


class LastAdministratorError(Exception):
    """The centre would be left without anyone to administer it."""


def join(*, centre: Centre, user: User, role: Role, now: datetime) -> CentreMembership:
    """The place of this person in the team, made if she has none; a higher role is given to her."""
    membership = _place_of(centre, user)
    if membership is None:
        try:
            with transaction.atomic():
                membership = CentreMembership.objects.create(
                    centre=centre, user=user, role=role, joined_at=now
                )
        except IntegrityError:  # another tab was first
            return CentreMembership.objects.get(centre=centre, user=user, ended_at__isnull=True)
        _record(AuditAction.MEMBER_JOINED, membership, actor=user, now=now)
    elif role == Role.ADMINISTRATOR != membership.role:
        membership.role = role
        membership.save(update_fields=["role"])
        _record(AuditAction.MEMBER_CHANGED, membership, actor=user, now=now)
    return membership


@transaction.atomic
def change_role(*, membership: CentreMembership, role: Role, actor: User, now: datetime) -> None:
    """Raises LastAdministratorError rather than leave nobody to administer."""
    current = _locked(membership)
    if current is None or current.role == role:
        return
    if role != Role.ADMINISTRATOR:
        _check_another_administers(current)
    current.role = role
    current.save(update_fields=["role"])
    _record(AuditAction.MEMBER_CHANGED, current, actor=actor, now=now)


@transaction.atomic
def end_membership(*, membership: CentreMembership, actor: User, now: datetime) -> None:
    """She leaves, or is removed; what she did stays. Raises LastAdministratorError."""
    current = _locked(membership)
    if current is None:
        return
    _check_another_administers(current)
    current.ended_at = max(now, current.joined_at)
    current.save(update_fields=["ended_at"])
    _record(AuditAction.MEMBER_LEFT, current, actor=actor, now=now)


def _place_of(centre: Centre, user: User) -> CentreMembership | None:
    return CentreMembership.objects.filter(centre=centre, user=user, ended_at__isnull=True).first()


def _locked(membership: CentreMembership) -> CentreMembership | None:
    """As it is now, while no other change to this team can happen; None once ended.

    The centre is what is locked: two administrators who leave together pass one by one.
    """
    Centre.objects.select_for_update().get(pk=membership.centre_id)
    current = CentreMembership.objects.filter(pk=membership.pk, ended_at__isnull=True)
    return current.select_related("user", "centre__organisation").first()


def _check_another_administers(membership: CentreMembership) -> None:
    """To be called with the centre locked."""
    if membership.role != Role.ADMINISTRATOR:
        return
    others = CentreMembership.objects.filter(
        centre_id=membership.centre_id,
        role=Role.ADMINISTRATOR,
        ended_at__isnull=True,
        user__is_active=True,
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise LastAdministratorError


def _record(
    action: AuditAction, membership: CentreMembership, *, actor: User, now: datetime
) -> None:
    audit.record(
        action=action,
        actor=actor,
        now=now,
        organisation=membership.centre.organisation,
        person=membership.user,
        role=str(membership.role),
        centre=membership.centre.code,
    )
