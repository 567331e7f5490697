"""A list imported at once from a file of the disk: the command line. The file is never copied."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.enums import ImportState
from accounts.models import ImportRun, Organisation
from accounts.school_lists.sources import Source
from accounts.services.imports.applying import write
from accounts.services.imports.checking import examine
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
    examine(run, source, now=now)
    if run.state == ImportState.CHECKED and not dry_run:
        _apply(run, source, now)
    return run


def _apply(run: ImportRun, source: Source, now: datetime) -> None:
    run.state = ImportState.APPLYING
    try:
        with transaction.atomic():
            run.save()
            write(run, source, now=now)
    except IntegrityError as error:
        if "import_one_at_work_an_organisation" not in str(error):
            raise
        raise ImportAtWorkError from None
