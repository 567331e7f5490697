"""A list imported at once from a file of the disk: the command line. The file is never copied."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.enums import ImportState
from accounts.models import ImportRun, Organisation
from accounts.school_lists.sources import Source
from accounts.selectors.imports import stored
from accounts.services.imports.applying import BlockedError, write
from accounts.services.imports.checking import examine, tell_problems
from accounts.services.imports.states import ImportAtWorkError


def import_file(
    *,
    organisation: Organisation,
    source: Source,
    format_name: str,
    keep_absent: bool,
    dry_run: bool,
    now: datetime,
) -> ImportRun:
    """Check a list and, unless something blocks or it is a dry run, apply it. A dry run, or a list
    refused, leaves no trace. Raises `ImportAtWorkError`."""
    run = ImportRun(
        organisation=organisation,
        file_name=source.name[:255],
        format=format_name,
        keep_absent=keep_absent,
        uploaded_at=now,
    )
    if dry_run:
        examine(run, source, now=now)
    else:
        _apply(run, source, now)
    return run


def _apply(run: ImportRun, source: Source, now: datetime) -> None:
    """Saved first: another list of this school waits, or is at work."""
    run.state = ImportState.APPLYING
    try:
        with transaction.atomic():
            run.save()
            problems = write(run, source, now=now)
            run.problems = [stored(problem) for problem in problems]
            run.save(update_fields=["problems"])
    except BlockedError as blocked:
        tell_problems(run, blocked.problems)
    except IntegrityError as error:
        if "import_one_at_work_an_organisation" not in str(error):
            raise
        raise ImportAtWorkError from None
