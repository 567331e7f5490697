"""What happens to an organisation."""

from datetime import datetime

from django.db import transaction

from accounts.enums import AuditAction, OrganisationState
from accounts.models import Membership, Organisation, User
from accounts.services import audit


def use(*, membership: Membership, now: datetime) -> None:
    """Remember where this person works: /orga/ brings her back there."""
    membership.last_used_at = now
    membership.save(update_fields=["last_used_at"])


def change_settings(*, organisation: Organisation, name: str, teachers_join_from_ent: bool) -> None:
    organisation.name = name
    organisation.teachers_join_from_ent = teachers_join_from_ent
    organisation.save(update_fields=["name", "teachers_join_from_ent"])


def close(*, organisation: Organisation, actor: User, now: datetime) -> None:
    """Nobody enters any more; what it holds is kept, and it may be reopened."""
    _move(organisation, OrganisationState.ACTIVE, OrganisationState.CLOSED, actor, now)


def reopen(*, organisation: Organisation, actor: User, now: datetime) -> None:
    _move(organisation, OrganisationState.CLOSED, OrganisationState.ACTIVE, actor, now)


@transaction.atomic
def _move(
    organisation: Organisation,
    before: OrganisationState,
    after: OrganisationState,
    actor: User,
    now: datetime,
) -> None:
    """Nothing happens when somebody did it first."""
    found = Organisation.objects.filter(pk=organisation.pk, state=before)
    if not found.update(state=after, decided_at=now):
        return
    organisation.state = after
    audit.record(
        action=AuditAction.ORGANISATION_DECIDED,
        actor=actor,
        now=now,
        organisation=organisation,
        state=str(after),
    )
