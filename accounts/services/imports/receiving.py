"""A file arrives: what it is, what its columns seem to be; and it leaves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings

from accounts.enums import ImportState
from accounts.models import ImportRun, Organisation, User
from accounts.school_lists.formats import TABLE
from accounts.school_lists.problems import Code, Problem, Refused, refused
from accounts.school_lists.reading import Recognised, recognise
from accounts.school_lists.rows import FIELDS, REQUIRED
from accounts.school_lists.sources import from_bytes
from accounts.selectors.imports import limits, stored
from accounts.services.imports.states import WrongStateError

_KEPT_FOR: Final = timedelta(hours=24)
_OPEN: Final = (
    ImportState.UPLOADED,
    ImportState.CHECKED,
    ImportState.FAILED,
    ImportState.REFUSED,
)


class MissingColumnsError(Exception):
    """`fields`: what a list cannot do without, and no column was chosen for."""

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields
        super().__init__(", ".join(fields))


def receive(
    *, organisation: Organisation, user: User, file_name: str, content: bytes, now: datetime
) -> ImportRun:
    """Keep a file and say what it is: UPLOADED, with its `format` and, for a free table, the
    columns guessed in `mapping`; or REFUSED with `problems`, and then the file is not kept."""
    problems: Sequence[Problem] = ()
    found = None
    try:
        found = _recognise(file_name, content)
    except Refused as refusal:
        problems = refusal.problems
    return ImportRun.objects.create(
        organisation=organisation,
        started_by=user,
        file_name=file_name[:255],
        content=content if found else None,
        format=found.format.name if found else "",
        mapping=found.mapping if found else {},
        state=ImportState.UPLOADED if found else ImportState.REFUSED,
        problems=[stored(problem) for problem in problems],
        uploaded_at=now,
    )


def _recognise(file_name: str, content: bytes) -> Recognised:
    if len(content) > settings.UPLOAD_LIMIT:
        raise refused(Code.PAYLOAD_TOO_LARGE)
    return recognise(from_bytes(file_name, content), limits())


def choose_columns(*, run: ImportRun, mapping: Mapping[str, str], keep_absent: bool) -> None:
    """Say which column feeds which field (`{"last_name": "Nom", …}`; for a free table only), and
    what becomes of the absent ones. Then `start_check`. Raises `MissingColumnsError`,
    `WrongStateError`."""
    chosen = {name: title for name, title in mapping.items() if title and name in FIELDS}
    if run.format == TABLE and (missing := [name for name in REQUIRED if name not in chosen]):
        raise MissingColumnsError(missing)
    changes: dict[str, Any] = {
        "state": ImportState.UPLOADED,
        "mapping": chosen if run.format == TABLE else {},
        "keep_absent": keep_absent,
        "problems": [],
        "counts": {},
        "total": 0,
    }
    _update(run, changes)


def give_up(*, run: ImportRun) -> None:
    """Forget the file. Nothing was changed by it. Raises `WrongStateError`."""
    _update(run, {"state": ImportState.GIVEN_UP, "content": None})


def _update(run: ImportRun, changes: Mapping[str, Any]) -> None:
    rows = ImportRun.objects.filter(pk=run.pk, state__in=_OPEN, content__isnull=False)
    if not rows.update(**changes):
        raise WrongStateError
    for name, value in changes.items():
        setattr(run, name, value)


def forget_files(*, now: datetime) -> int:
    """Erase the files that nobody dealt with for a day."""
    old = ImportRun.objects.filter(
        content__isnull=False, uploaded_at__lt=now - _KEPT_FOR, state__in=_OPEN
    )
    return old.update(content=None, state=ImportState.GIVEN_UP)
