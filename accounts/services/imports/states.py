"""The life of an import: who may move it from one state to another, and when."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.core.cache import cache
from django.db import IntegrityError, transaction

from accounts import tasks
from accounts.enums import ImportState
from accounts.models import ImportRun, User
from accounts.selectors.imports import is_latest_applied, progress_key

# How long a task may wait in the queue, then how long it may stay silent, before it is given up.
_QUEUE: Final = timedelta(minutes=30)
_SILENCE: Final = timedelta(minutes=5)

# Where an import goes back to when its worker died.
BACK_TO: Final[Mapping[ImportState, ImportState]] = {
    ImportState.CHECKING: ImportState.UPLOADED,
    ImportState.APPLYING: ImportState.FAILED,
    ImportState.UNDOING: ImportState.APPLIED,
}


class WrongStateError(Exception):
    """Somebody else moved this import meanwhile, or its file is gone."""


class ImportAtWorkError(Exception):
    """Another list of this organisation is being applied, or undone."""


class LaterImportError(Exception):
    """Another list was applied since: only the last one can be undone."""


def start_check(*, run: ImportRun) -> None:
    """Check the file in the background; again, if it was before."""
    claim(run, (ImportState.UPLOADED, ImportState.CHECKED), ImportState.CHECKING)
    _enqueue(tasks.check_import, run.pk)


def start_apply(*, run: ImportRun) -> None:
    """Apply a checked list in the background; or again, one whose worker was interrupted."""
    claim(run, (ImportState.CHECKED, ImportState.FAILED), ImportState.APPLYING)
    _enqueue(tasks.apply_import, run.pk)


def start_undo(*, run: ImportRun, actor: User | None = None) -> None:
    """Undo an applied list in the background. Only the last one can be."""
    with transaction.atomic():
        claim(run, (ImportState.APPLIED,), ImportState.UNDOING)
        # Looked at once it is ours: no other list can be applied from here on.
        if not is_latest_applied(run):
            run.state = ImportState.APPLIED
            raise LaterImportError
        _enqueue(tasks.undo_import, run.pk, actor.pk if actor else None)


def claim(run: ImportRun, expected: tuple[ImportState, ...], state: ImportState) -> None:
    """Move it, unless somebody did before. Raises `WrongStateError`, `ImportAtWorkError`."""
    rows = ImportRun.objects.filter(pk=run.pk, state__in=expected)
    if state != ImportState.UNDOING:
        rows = rows.filter(content__isnull=False)
    try:
        with transaction.atomic():
            claimed = rows.update(state=state)
    except IntegrityError:
        raise ImportAtWorkError from None
    if not claimed:
        raise WrongStateError
    run.state = state
    cache.set(progress_key(run.pk), (0, run.total), _QUEUE.total_seconds())


def _enqueue(task: Any, *arguments: Any) -> None:
    transaction.on_commit(lambda: task.delay(*arguments))


@contextmanager
def at_work(run_id: int, state: ImportState) -> Iterator[ImportRun | None]:
    """All or nothing, and one worker at a time: the import, or None if it is not to be done.

    A worker that waited for another one finds the state moved. A killed worker leaves nothing.
    """
    with transaction.atomic():
        yield (
            ImportRun.objects.select_for_update(no_key=True, of=("self",))
            .select_related("organisation", "started_by")
            .filter(pk=run_id, state=state)
            .first()
        )


def progress_of(run: ImportRun, total: int) -> Callable[[int], None]:
    """Tells pages how far the work is, and the sweep that it lives: outside the transaction."""

    def tell(done: int) -> None:
        cache.set(progress_key(run.pk), (done, total), _SILENCE.total_seconds())

    tell(0)
    return tell


def go_back(run_id: int, state: ImportState) -> None:
    """After a failure: nothing was written, it may be tried again."""
    ImportRun.objects.filter(pk=run_id, state=state).update(state=BACK_TO[state])


def release_interrupted() -> int:
    """Give back the imports whose worker died: silent for long, and locked by nobody."""
    released = 0
    for state in BACK_TO:
        for pk in ImportRun.objects.filter(state=state).order_by("pk").values_list("pk", flat=True):
            if cache.get(progress_key(pk)) is None and _is_free(pk):
                go_back(pk, state)
                released += 1
    return released


@transaction.atomic
def _is_free(run_id: int) -> bool:
    rows = ImportRun.objects.select_for_update(no_key=True, skip_locked=True)
    return rows.filter(pk=run_id).exists()
