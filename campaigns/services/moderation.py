"""Staff read what teachers offer to every school: accepted, refused, or taken back later."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.db import transaction

from accounts.enums import AuditAction
from accounts.models import User
from accounts.services import audit
from campaigns.enums import Visibility
from campaigns.models import TargetProfile


class AlreadyDecided(Exception):
    """It is no longer waiting as it was read: withdrawn, changed, or decided by somebody else."""


@transaction.atomic
def accept_profile(
    *, profile: TargetProfile, seen: datetime, note: str, address: str, actor: User, now: datetime
) -> None:
    """Every school sees it from now on. `seen`: when what was read had been submitted.

    Raises AlreadyDecided.
    """
    _decide(profile, Visibility.EVERYBODY, seen=seen, note=note, now=now)
    _record(profile, "accepted", actor, now)
    _tell(profile, "accepted", address)


@transaction.atomic
def refuse_profile(
    *, profile: TargetProfile, seen: datetime, note: str, address: str, actor: User, now: datetime
) -> None:
    """It stays with its school, which reads why. Raises AlreadyDecided."""
    _decide(profile, Visibility.ORGANISATION, seen=seen, note=note, now=now)
    _record(profile, "refused", actor, now)
    _tell(profile, "refused", address)


@transaction.atomic
def take_back_profile(
    *, profile: TargetProfile, note: str, address: str, actor: User, now: datetime
) -> None:
    """Other schools no longer see it; campaigns they made go on. Raises AlreadyDecided."""
    shown = TargetProfile.objects.filter(
        pk=profile.pk, visibility=Visibility.EVERYBODY, organisation__isnull=False
    )
    changed = shown.update(
        visibility=Visibility.ORGANISATION, decided_at=now, decision_note=note, submitted_at=None
    )
    if not changed:
        raise AlreadyDecided
    profile.decision_note = note
    _record(profile, "taken_back", actor, now)
    _tell(profile, "taken_back", address)


def _decide(
    profile: TargetProfile, state: Visibility, *, seen: datetime, note: str, now: datetime
) -> None:
    waiting = TargetProfile.objects.filter(
        pk=profile.pk, visibility=Visibility.SUBMITTED, archived_at=None, submitted_at=seen
    )
    decided = {"visibility": state, "decided_at": now, "decision_note": note, "submitted_at": None}
    if not waiting.update(**decided):
        raise AlreadyDecided
    profile.visibility, profile.decided_at, profile.decision_note = state, now, note


def _record(profile: TargetProfile, decision: str, actor: User, now: datetime) -> None:
    audit.record(
        action=AuditAction.PROFILE_DECIDED,
        actor=actor,
        organisation=profile.organisation,
        now=now,
        state=decision,
        profile=str(profile.public_id),
    )


def _tell(profile: TargetProfile, decision: str, address: str) -> None:
    """Authors without an address read it on the page of the profile."""
    author = profile.author
    if author is not None and author.is_active and author.email:
        details = {"profile": profile, "user": author, "link": address}
        get_adapter().send_mail(f"campaigns/email/profile_{decision}", author.email, details)
