"""Resources that teachers share: written, offered to all, found useful, withdrawn, reported."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Organisation, User
from campaigns.enums import Licence, Visibility
from campaigns.models import Resource, ResourceMark, ResourceReport


class KeyTaken(Exception):
    """The form was somebody else's."""


@dataclass(frozen=True, kw_only=True)
class ResourceContent:
    """`for_all`: offered to every school, once staff have read it."""

    topic: str
    title: str
    description: str
    url: str
    licence: Licence
    for_all: bool


def add_resource(
    *, organisation: Organisation, author: User, content: ResourceContent, key: UUID, now: datetime
) -> Resource:
    """One `key` makes one resource, even when the form is sent twice. Raises KeyTaken."""
    resource = Resource(public_id=key, organisation=organisation, author=author, created_at=now)
    _write(resource, content, now)
    try:
        with transaction.atomic():
            resource.save(force_insert=True)
    except IntegrityError:
        own = Resource.objects.filter(public_id=key, organisation=organisation, author=author)
        found = own.first()
        if found is None:
            raise KeyTaken from None
        return found
    return resource


@transaction.atomic
def change_resource(*, resource: Resource, content: ResourceContent, now: datetime) -> Resource:
    """What other schools see is what staff read: once changed, it goes back to the queue."""
    locked = Resource.objects.select_for_update().get(pk=resource.pk)
    if _same(locked, content):
        return locked
    _write(locked, content, now)
    locked.save()
    return locked


def _same(resource: Resource, content: ResourceContent) -> bool:
    offered = resource.visibility in (Visibility.SUBMITTED, Visibility.EVERYBODY)
    stored = (resource.topic_id, resource.title, resource.description, resource.url)
    wanted = (content.topic, content.title, content.description, content.url)
    return (*stored, resource.licence, offered) == (*wanted, content.licence, content.for_all)


def _write(resource: Resource, content: ResourceContent, now: datetime) -> None:
    resource.topic_id, resource.title = content.topic, content.title
    resource.description, resource.url = content.description, content.url
    resource.licence = content.licence
    resource.visibility = Visibility.SUBMITTED if content.for_all else Visibility.ORGANISATION
    resource.submitted_at = now if content.for_all else None
    resource.decided_at, resource.decision_note = None, ""


def archive_resource(*, resource: Resource, now: datetime) -> None:
    """Nobody finds it any more. Twice changes nothing."""
    Resource.objects.filter(pk=resource.pk, archived_at=None).update(archived_at=now)


def restore_resource(*, resource: Resource) -> None:
    Resource.objects.filter(pk=resource.pk).update(archived_at=None)


def mark_useful(*, resource: Resource, user: User, useful: bool) -> None:
    """Two clicks at once are one mark."""
    if useful:
        mark = ResourceMark(resource=resource, user=user)
        ResourceMark.objects.bulk_create([mark], ignore_conflicts=True)
    else:
        ResourceMark.objects.filter(resource=resource, user=user).delete()


def report_resource(*, resource: Resource, user: User, reason: str, now: datetime) -> None:
    """Staff read it. Until they have, a second report of the same person completes the first."""
    with transaction.atomic():
        waiting = ResourceReport.objects.select_for_update().filter(
            resource=resource, user=user, settled_at=None
        )
        if not waiting.update(reason=reason, reported_at=now):
            report = ResourceReport(resource=resource, user=user, reason=reason, reported_at=now)
            ResourceReport.objects.bulk_create([report], ignore_conflicts=True)
