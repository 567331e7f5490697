"""The journal of who saw or changed people's data."""

from datetime import datetime
from typing import Any

from accounts.enums import AuditAction
from accounts.models import AuditEvent, Learner, Organisation, User


def record(
    *,
    action: AuditAction,
    actor: User | None,
    now: datetime,
    organisation: Organisation | None = None,
    learner: Learner | None = None,
    person: User | None = None,
    **details: Any,
) -> None:
    """Add a line. `details`: counts and codes, never names. No `actor`: the platform itself."""
    AuditEvent.objects.create(
        at=now,
        action=action,
        actor=actor,
        organisation=organisation or (learner.organisation if learner else None),
        learner=learner,
        person=person or (learner.user if learner else None),
        details=details,
    )


def record_person_read(*, person: User, actor: User, now: datetime) -> None:
    """Somebody of the platform opens an account: each school it is in will know."""
    rows = list(person.learners.select_related("organisation", "user").order_by("pk"))
    for learner in rows:
        record(action=AuditAction.PERSON_READ, actor=actor, learner=learner, now=now)
    if not rows:
        record(action=AuditAction.PERSON_READ, actor=actor, person=person, now=now)
