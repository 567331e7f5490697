"""Lists of candidates that arrive as files: checked, told, then made those of a session."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from accounts.school_lists.problems import Code as FileCode
from accounts.school_lists.sources import Source
from certification.candidate_files.checks import Checked, Context, check, named_places
from certification.candidate_files.problems import Code, Problem, Refused, blocks
from certification.candidate_files.reading import read
from certification.candidate_files.rows import CandidateRow
from certification.enums import CentreKind
from certification.models import Centre, Session
from certification.selectors.birthplaces import atlas_for
from certification.services.candidates import (
    Replaced,
    SessionClosedError,
    SessionJoinedError,
    replace_candidates,
)

# How long somebody may look at what was found before saying yes.
_KEPT_FOR = 60 * 60


@dataclass(frozen=True, slots=True)
class CheckedList:
    """`rows` are to be used only if nothing blocks."""

    file_name: str
    rows: list[CandidateRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocks(self) -> bool:
        return blocks(self.problems)


def check_list(*, session: Session, source: Source, now: datetime) -> CheckedList:
    """All that is wrong with a file. Nothing is stored."""
    if source.size > settings.UPLOAD_LIMIT:
        return CheckedList(source.name, problems=[Problem(str(FileCode.PAYLOAD_TOO_LARGE))])
    try:
        found = read(source)
    except Refused as refusal:
        return CheckedList(source.name, problems=list(refusal.problems))
    context = Context(
        atlas_for(named_places(found.rows)),
        now.astimezone(session.local_start.tzinfo).date(),
        bills=_bills(session.centre),
        titles=found.titles,
    )
    checked: Checked = check(found, context)
    return CheckedList(source.name, checked.rows, checked.problems)


def import_list(
    *, session: Session, source: Source, dry_run: bool, now: datetime
) -> tuple[Replaced, list[Problem]]:
    """Check a file and, unless something blocks or it is a dry run, make it the list of the
    session: the command line. What is counted is what is, or would be, changed."""
    checked = check_list(session=session, source=source, now=now)
    if checked.blocks:
        return Replaced(), checked.problems
    try:
        with transaction.atomic():
            counts = replace_candidates(session=session, rows=checked.rows, actor=None, now=now)
            transaction.set_rollback(dry_run)
    except SessionJoinedError:
        return Replaced(), [Problem(Code.SESSION_JOINED)]
    except SessionClosedError:
        return Replaced(), [Problem(Code.SESSION_CLOSED)]
    return counts, checked.problems


def put_aside(*, session: Session, user: User, checked: CheckedList) -> UUID:
    """Keep a checked list for an hour, for whoever sent it."""
    key = uuid4()
    cache.set(_key(session, user, key), checked, _KEPT_FOR)
    return key


def put_back(*, session: Session, user: User, key: UUID) -> CheckedList | None:
    """The list put aside; None once it is forgotten, or to anybody else."""
    found: CheckedList | None = cache.get(_key(session, user, key))
    return found


def forget(*, session: Session, user: User, key: UUID) -> None:
    cache.delete(_key(session, user, key))


def _key(session: Session, user: User, key: UUID) -> str:
    return f"candidate-list:{session.pk}:{user.pk}:{key}"


def _bills(centre: Centre) -> bool:
    """Centres of adults say who pays; the certification is free for pupils and students."""
    return centre.organisation_id is None and centre.kind == CentreKind.PROFESSIONAL
