"""Staff read the resources that teachers offer to every school."""

from collections.abc import Mapping
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.db import transaction

from campaigns.enums import Visibility
from campaigns.models import Resource, ResourceReport
from campaigns.services.moderation import AlreadyDecided


@transaction.atomic
def accept_resource(
    *, resource: Resource, seen: datetime, note: str, address: str, now: datetime
) -> None:
    """Every school finds it. `seen`: when what was read had been submitted.

    Raises AlreadyDecided.
    """
    waiting = {"visibility": Visibility.SUBMITTED, "submitted_at": seen}
    _decide(resource, waiting, Visibility.EVERYBODY, note=note, now=now)
    _tell(resource, "accepted", address)


@transaction.atomic
def refuse_resource(
    *, resource: Resource, seen: datetime, note: str, address: str, now: datetime
) -> None:
    """It stays with its school, which reads why. Raises AlreadyDecided."""
    waiting = {"visibility": Visibility.SUBMITTED, "submitted_at": seen}
    _decide(resource, waiting, Visibility.ORGANISATION, note=note, now=now)
    _tell(resource, "refused", address)


@transaction.atomic
def take_back_resource(*, resource: Resource, note: str, address: str, now: datetime) -> None:
    """Other schools no longer find it; its reports are settled. Raises AlreadyDecided."""
    shown = {"visibility": Visibility.EVERYBODY}
    _decide(resource, shown, Visibility.ORGANISATION, note=note, now=now)
    settle_reports(resource=resource, now=now)
    _tell(resource, "refused", address)


def settle_reports(*, resource: Resource, now: datetime) -> None:
    ResourceReport.objects.filter(resource=resource, settled_at=None).update(settled_at=now)


def _decide(
    resource: Resource,
    expected: Mapping[str, object],
    state: Visibility,
    *,
    note: str,
    now: datetime,
) -> None:
    found = Resource.objects.filter(pk=resource.pk, archived_at=None, **expected)
    changed = found.update(visibility=state, decided_at=now, decision_note=note, submitted_at=None)
    if not changed:
        raise AlreadyDecided
    resource.visibility, resource.decided_at, resource.decision_note = state, now, note


def _tell(resource: Resource, decision: str, address: str) -> None:
    """Authors without an address read it on the page of the resource."""
    author = resource.author
    if author is not None and author.is_active and author.email:
        details = {"resource": resource, "user": author, "link": address}
        get_adapter().send_mail(f"campaigns/email/resource_{decision}", author.email, details)
