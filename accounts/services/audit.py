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
