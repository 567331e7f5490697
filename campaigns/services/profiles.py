"""Target profiles that teachers make: written, copied, shown to others, withdrawn, deleted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from campaigns.content.reading import StageSpec, read_ready_made
from campaigns.enums import Visibility
from campaigns.models import Badge, Stage, TargetProfile, TargetTopic
from campaigns.selectors.profile_page import is_used
from campaigns.selectors.profiles import topics_of
from competences.services.series import plan_of

# Those that people of other schools see, or will.
_READ_BY_STAFF: Final = (Visibility.SUBMITTED, Visibility.EVERYBODY)
_NAME_LENGTH: Final = 120


class AlreadyMade(Exception):
    """The same page made this profile before, with other content."""

    def __init__(self, profile: TargetProfile) -> None:
        super().__init__(profile)
        self.profile = profile


class ChangedMeanwhile(Exception):
    """Somebody, or another window, changed it since it was read."""


class InUse(Exception):
    """Campaigns were made with it: it may be withdrawn, not deleted."""


class NothingAsked(Exception):
    """The bank has nothing to ask about these topics."""


@dataclass(frozen=True, kw_only=True)
class ProfileContent:
    """`topics`: {topic: highest level asked}, of the bank."""

    name: str
    description: str = ""
    topics: Mapping[str, int]


def create_profile(
    *,
    organisation: Organisation,
    author: User,
    content: ProfileContent,
    with_stages: bool,
    key: UUID,
    now: datetime,
) -> tuple[TargetProfile, bool]:
    """A draft of its author, and whether it is new: one `key` makes one profile.

    Raises NothingAsked; AlreadyMade when that one says something else.
    """
    if not plan_of(content.topics):
        raise NothingAsked
    stages = [Stage(**stage.model_dump()) for stage in proposed_stages()] if with_stages else []
    draft = TargetProfile(
        organisation=organisation,
        author=author,
        name=content.name,
        description=content.description,
        created_at=now,
    )
    profile, is_new = _insert(draft, content.topics, stages, [], key)
    wanted = _content(content.name, content.description, content.topics)
    if not is_new and fingerprint(profile) != digest(wanted):
        raise AlreadyMade(profile)
    return profile, is_new


def duplicate_profile(
    *, profile: TargetProfile, organisation: Organisation, author: User, key: UUID, now: datetime
) -> tuple[TargetProfile, bool]:
    """A draft of this person, with the same topics, stages and badges. Raises NothingAsked."""
    topics = topics_of(profile)
    if not plan_of(topics):
        raise NothingAsked
    suffix = _(" (copie)")
    draft = TargetProfile(
        organisation=organisation,
        author=author,
        name=profile.name[: _NAME_LENGTH - len(suffix)] + suffix,
        description=profile.description,
        created_at=now,
    )
    stages, badges = list(profile.stages.order_by("pk")), list(profile.badges.order_by("pk"))
    for award in [*stages, *badges]:
        award.pk = None
    return _insert(draft, topics, stages, badges, key)


def _insert(
    draft: TargetProfile,
    topics: Mapping[str, int],
    stages: list[Stage],
    badges: list[Badge],
    key: UUID,
) -> tuple[TargetProfile, bool]:
    draft.public_id = key
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            _store_topics(draft, topics)
            for stage in stages:
                stage.profile = draft
            for badge in badges:
                badge.profile = draft
            Stage.objects.bulk_create(stages)
            Badge.objects.bulk_create(badges)
    except IntegrityError:
        taken = TargetProfile.objects.filter(public_id=key)
        own = taken.filter(organisation=draft.organisation, author=draft.author).first()
        if own is not None:
            return own, False
        if not taken.exists():
            raise
        draft.pk = None
        return _insert(draft, topics, stages, badges, uuid4())
    return draft, True


@transaction.atomic
def change_profile(
    *, profile: TargetProfile, content: ProfileContent, seen: str, now: datetime
) -> TargetProfile:
    """Campaigns made with it pinned their topics: they are not touched.

    `seen`: `fingerprint` of what was read before changing it. The same content sent twice is fine.
    Raises ChangedMeanwhile, NothingAsked.
    """
    locked = lock(profile)
    wanted = _content(content.name, content.description, content.topics)
    current = fingerprint(locked)
    if current == digest(wanted):
        return locked
    if seen != current:
        raise ChangedMeanwhile
    if not plan_of(content.topics):
        raise NothingAsked
    locked.name, locked.description = content.name, content.description
    locked.save(update_fields=["name", "description"])
    locked.topics.all().delete()
    _store_topics(locked, content.topics)
    read_again(locked, now=now)
    return locked


def lock(profile: TargetProfile) -> TargetProfile:
    """Until the end of the transaction, nobody else changes it, its stages or its badges."""
    return TargetProfile.objects.select_for_update().get(pk=profile.pk)


def read_again(profile: TargetProfile, *, now: datetime) -> None:
    """What other schools see is what staff read: once changed, it goes back to the queue."""
    if profile.visibility in _READ_BY_STAFF:
        profile.visibility, profile.submitted_at = Visibility.SUBMITTED, now
        profile.save(update_fields=["visibility", "submitted_at"])


@transaction.atomic
def show_to(*, profile: TargetProfile, wanted: Visibility, now: datetime) -> TargetProfile:
    """To its author, to the school, or to everybody once staff accept it (`SUBMITTED`).

    Asking twice changes nothing. Raises NothingAsked.
    """
    locked = lock(profile)
    is_asked = wanted == Visibility.SUBMITTED and locked.visibility in _READ_BY_STAFF
    if is_asked or locked.visibility == wanted:
        return locked
    if wanted == Visibility.EVERYBODY:
        raise ValueError("Only staff show a profile to everybody.")
    if wanted == Visibility.SUBMITTED and not plan_of(topics_of(locked)):
        raise NothingAsked
    locked.visibility = wanted
    locked.submitted_at = now if wanted == Visibility.SUBMITTED else None
    locked.decided_at, locked.decision_note = None, ""
    locked.save()
    return locked


def archive_profile(*, profile: TargetProfile, now: datetime) -> None:
    """Nobody makes campaigns with it any more; those made go on. Twice changes nothing."""
    TargetProfile.objects.filter(pk=profile.pk, archived_at=None).update(archived_at=now)


def restore_profile(*, profile: TargetProfile) -> None:
    """As it was, for those who saw it."""
    TargetProfile.objects.filter(pk=profile.pk).update(archived_at=None)


@transaction.atomic
def delete_profile(*, profile: TargetProfile) -> None:
    """For good. Raises InUse."""
    # A campaign that is being made with it waits for this lock, or is seen here.
    locked = TargetProfile.objects.select_for_update().filter(pk=profile.pk).first()
    if locked is None:
        return
    if is_used(locked):
        raise InUse
    locked.delete()


def fingerprint(profile: TargetProfile) -> str:
    """Of its words and topics, to see whether they changed since a page was read."""
    return digest(_content(profile.name, profile.description, topics_of(profile)))


def digest(content: Any) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:20]


@cache
def proposed_stages() -> tuple[StageSpec, ...]:
    """Those of the ready-made profiles."""
    return tuple(read_ready_made().stages)


def _content(name: str, description: str, topics: Mapping[str, int]) -> list[Any]:
    return [name, description, dict(topics)]


def _store_topics(profile: TargetProfile, topics: Mapping[str, int]) -> None:
    TargetTopic.objects.bulk_create(
        TargetTopic(profile=profile, topic_id=topic, max_level=level)
        for topic, level in topics.items()
    )
