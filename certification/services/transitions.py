"""From a planned session to its certificates: one table of moves, applied by one function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.enums import AuditAction
from accounts.models import User
from accounts.services import audit
from certification.enums import SessionState
from certification.models import Session

type Apply = Callable[[Session, User | None, datetime], None]


class MoveRefused(Exception):
    """A session does not go from its state to that one."""

    def __init__(self, session: Session, to: SessionState) -> None:
        super().__init__(f"{session.number}: {session.state} → {to}")
        self.session, self.to = session, to


class HeldByAnother(MoveRefused):
    """Another member of the jury judges the session: who wants to decide takes it first."""


@dataclass(frozen=True)
class _Move:
    """What a move writes, and the line it leaves in the journal, if it leaves one."""

    apply: Apply
    action: AuditAction | None = None


def _finalise(session: Session, actor: User | None, now: datetime) -> None:
    session.finalised_at, session.finalised_by, session.scored_at = now, actor, None


def _reopen(session: Session, actor: User | None, now: datetime) -> None:
    """Nothing that was decided is lost: it is decided again when the session is finalised."""
    session.finalised_at = session.finalised_by = session.scored_at = session.officer = None


def _take(session: Session, actor: User | None, now: datetime) -> None:
    session.officer = actor


def _release(session: Session, actor: User | None, now: datetime) -> None:
    session.officer = None


def _publish(session: Session, actor: User | None, now: datetime) -> None:
    session.published_at = now


_CREATED, _FINALISED = SessionState.CREATED, SessionState.FINALISED
_IN_PROCESS, _PUBLISHED = SessionState.IN_PROCESS, SessionState.PUBLISHED
_PUBLICATION: Final = _Move(_publish, AuditAction.SESSION_PUBLISHED)

MOVES: Final[Mapping[tuple[SessionState, SessionState], _Move]] = {
    (_CREATED, _FINALISED): _Move(_finalise, AuditAction.SESSION_FINALISED),
    (_FINALISED, _CREATED): _Move(_reopen),
    (_FINALISED, _IN_PROCESS): _Move(_take),
    (_IN_PROCESS, _IN_PROCESS): _Move(_take),
    (_IN_PROCESS, _FINALISED): _Move(_release),
    (_IN_PROCESS, _CREATED): _Move(_reopen),
    (_FINALISED, _PUBLISHED): _PUBLICATION,
    (_IN_PROCESS, _PUBLISHED): _PUBLICATION,
    # Certificates are no longer shown until it is published again.
    (_PUBLISHED, _IN_PROCESS): _Move(_take),
}


@transaction.atomic
def move(
    session: Session,
    to: SessionState,
    *,
    actor: User | None,
    now: datetime,
    check: Callable[[Session], None] = lambda session: None,
) -> Session:
    """Bring a session to a state, under its lock; `session` is brought up to date.

    `check` is called with the lock held and refuses by raising. Raises MoveRefused.
    """
    locked = Session.objects.select_for_update(of=("self",), no_key=True).select_related(
        "centre__organisation", "officer"
    )
    held = locked.get(pk=session.pk)
    found = MOVES.get((SessionState(held.state), to))
    if found is None:
        raise MoveRefused(held, to)
    if held.state == _IN_PROCESS != to and actor != held.officer:
        raise HeldByAnother(held, to)
    check(held)
    found.apply(held, actor, now)
    held.state = to
    held.save()
    if found.action:
        audit.record(
            action=found.action,
            actor=actor,
            organisation=held.centre.organisation,
            now=now,
            session=held.number,
        )
    session.refresh_from_db()
    return session
