"""Sessions of a centre: made, changed, deleted while nobody has started."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from accounts.enums import AuditAction
from accounts.models import User
from accounts.services import audit
from certification.codes import (
    draw_access_code,
    draw_session_number,
    draw_supervision_password,
)
from certification.enums import SessionState
from certification.models import Centre, Session, TestFormat

_DRAWS: Final = 20
_SAME_ROOM_AND_TIME: Final = "session_one_a_room_and_time"


class SessionExists(Exception):
    """This centre has a session in this room at this time."""


class SessionHasStarted(Exception):
    """Somebody has started in it, or it is finalised: it is no longer to be changed."""


class SessionIsOver(Exception):
    """It is finalised: its codes open nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What people say of a session."""

    site: str
    room: str
    starts_at: datetime
    invigilators: str
    remarks: str = ""


@transaction.atomic
def create_session(
    *,
    centre: Centre,
    details: Details,
    format: TestFormat,  # noqa: A002 -- the word of the model
    author: User,
    now: datetime,
) -> Session:
    """Raises SessionExists."""
    session = Session(centre=centre, format=format, created_by=author, created_at=now)
    return _with_number(_described(session, details))


@transaction.atomic
def change_session(
    *,
    session: Session,
    details: Details,
    format: TestFormat,  # noqa: A002 -- the word of the model
) -> Session:
    """Raises SessionExists, or SessionHasStarted."""
    current = _locked(session)
    current.format = format
    _saved(_described(current, details).save)
    return current


@transaction.atomic
def delete_session(*, session: Session, actor: User, now: datetime) -> None:
    """Its candidates go with it. Raises SessionHasStarted."""
    current = _locked(session)
    removed = current.candidates.count()
    current.delete()
    audit.record(
        action=AuditAction.CANDIDATES_CHANGED,
        actor=actor,
        now=now,
        organisation=session.centre.organisation,
        session=session.number,
        removed=removed,
    )


@transaction.atomic
def renew_access_code(*, session: Session, actor: User, now: datetime) -> str:
    """Who has not started types the new one. Raises SessionIsOver."""
    code = draw_access_code()
    _renew(session, actor, now, access_code=code)
    return code


@transaction.atomic
def renew_supervision_password(*, session: Session, actor: User, now: datetime) -> str:
    """Closes the supervision wherever it is open. Raises SessionIsOver."""
    password = draw_supervision_password()
    _renew(session, actor, now, supervision_password=password)
    return password


def _renew(session: Session, actor: User, now: datetime, **secret: str) -> None:
    opened = Session.objects.filter(pk=session.pk, state=SessionState.CREATED)
    if not opened.update(**secret):
        raise SessionIsOver
    audit.record(
        action=AuditAction.SESSION_CODES_RENEWED,
        actor=actor,
        now=now,
        organisation=session.centre.organisation,
        session=session.number,
        what=", ".join(secret),
    )


def _locked(session: Session) -> Session:
    current = Session.objects.select_for_update().get(pk=session.pk)
    if not is_untouched(current):
        raise SessionHasStarted
    return current


def is_untouched(session: Session) -> bool:
    """Whether nobody has started: it may still be changed, or deleted."""
    return session.state == SessionState.CREATED and session.first_started_at is None


def _described(session: Session, details: Details) -> Session:
    session.site, session.room = details.site, details.room
    session.starts_at, session.invigilators = details.starts_at, details.invigilators
    session.remarks = details.remarks
    return session


def _with_number(session: Session) -> Session:
    """Numbers are drawn, so that nobody guesses the next one."""
    for _ in range(_DRAWS):
        session.number = draw_session_number()
        if not Session.objects.filter(number=session.number).exists():
            break
    _saved(session.save)
    return session


def _saved(save: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        if _SAME_ROOM_AND_TIME in str(error):
            raise SessionExists from error
        raise
