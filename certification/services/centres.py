"""How a school becomes a centre: asked by who administers its space, opened at once or by staff.

A school with an UAI was recognised when its space was opened (by its official mailbox or by staff),
and every school may certify its pupils: nothing is left to check, and it opens at once. What has
no UAI waits for the staff of the platform.
"""

from datetime import datetime
from typing import Final

from allauth.account.adapter import get_adapter
from django.db import transaction

from accounts.enums import AuditAction, OrganisationKind, Role
from accounts.models import Organisation, User
from accounts.services import audit
from certification.enums import CentreKind, CentreState
from certification.models import Centre
from certification.services import centre_teams

_SCHOOLS: Final = (
    OrganisationKind.SECONDARY_SCHOOL,
    OrganisationKind.AGRICULTURAL_SCHOOL,
    OrganisationKind.HIGHER_EDUCATION,
)


class AlreadyDecided(Exception):
    """Somebody answered this request, or asked for this centre, meanwhile."""


def opens_at_once(organisation: Organisation) -> bool:
    return bool(organisation.uai) and organisation.kind in _SCHOOLS


@transaction.atomic
def request_centre(
    *, organisation: Organisation, user: User, kind: CentreKind, now: datetime
) -> Centre:
    """The centre of an organisation that this user administers, open or waiting.

    What was refused may be asked again. Raises AlreadyDecided when there is one.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    centre = Centre.objects.filter(organisation=organisation).first()
    if centre and centre.state != CentreState.REFUSED:
        raise AlreadyDecided
    centre = centre or Centre(organisation=organisation, code=organisation.code)
    centre.name, centre.kind = organisation.name, kind
    centre.state, centre.decided_at, centre.decision_note = CentreState.REQUESTED, None, ""
    centre.requested_at, centre.requested_by = now, user
    centre.save()
    if opens_at_once(organisation):
        grant(centre=centre, actor=None, address="", now=now)
    return centre


@transaction.atomic
def grant(*, centre: Centre, actor: User | None, address: str, now: datetime) -> None:
    """Open a centre; who asked for it administers it. No actor: nothing had to be checked.

    `address`: of the centre, for the message that staff's answer sends. Raises AlreadyDecided.
    """
    _decide(centre, CentreState.ACTIVE, actor=actor, now=now)
    if centre.requested_by is None:
        return
    centre_teams.join(centre=centre, user=centre.requested_by, role=Role.ADMINISTRATOR, now=now)
    if address:
        _tell(centre, "certif/email/opened", {"link": address})


@transaction.atomic
def refuse(*, centre: Centre, reason: str, actor: User, now: datetime) -> None:
    """Say no, and why. Raises AlreadyDecided."""
    centre.decision_note = reason
    _decide(centre, CentreState.REFUSED, actor=actor, now=now)
    _tell(centre, "certif/email/refused", {"reason": reason})


def withdraw(*, centre: Centre) -> None:
    """Who asked thinks better of it: nothing is left of the request."""
    Centre.objects.filter(pk=centre.pk, state=CentreState.REQUESTED).delete()


@transaction.atomic
def archive(*, centre: Centre, actor: User, now: datetime) -> None:
    """Nobody enters any more; what it holds is kept."""
    _move(centre, CentreState.ACTIVE, CentreState.ARCHIVED, actor, now)


@transaction.atomic
def reopen(*, centre: Centre, actor: User, now: datetime) -> None:
    _move(centre, CentreState.ARCHIVED, CentreState.ACTIVE, actor, now)


def _decide(centre: Centre, state: CentreState, *, actor: User | None, now: datetime) -> None:
    _move(centre, CentreState.REQUESTED, state, actor, now)


def _move(
    centre: Centre, before: CentreState, after: CentreState, actor: User | None, now: datetime
) -> None:
    waiting = Centre.objects.filter(pk=centre.pk, state=before)
    changes = {"state": after, "decided_at": now, "decision_note": centre.decision_note}
    if not waiting.update(**changes):
        raise AlreadyDecided
    centre.state, centre.decided_at = after, now
    audit.record(
        action=AuditAction.CENTRE_DECIDED,
        actor=actor,
        now=now,
        organisation=centre.organisation,
        state=str(after),
    )


def _tell(centre: Centre, template: str, details: dict[str, object]) -> None:
    """People without an address read it on their page of centres."""
    user = centre.requested_by
    if user and user.email:
        get_adapter().send_mail(template, user.email, details | {"centre": centre, "user": user})
