"""Undoing the last list: everybody as before, and nobody who has an account loses it."""

from collections import Counter
from datetime import datetime
from itertools import batched
from typing import Any

from accounts.enums import AuditAction, ImportState
from accounts.models import ImportChange, ImportRun, Learner, User
from accounts.school_lists.rows import IDENTIFIERS
from accounts.services.audit import record
from accounts.services.imports.applying import store
from accounts.services.imports.aside import BATCH
from accounts.services.imports.states import at_work, go_back, progress_of


def undo(*, run_id: int, now: datetime, actor_id: int | None = None) -> None:
    """Undo an import once. `counts` then tells `deleted`, `restored`, and `kept`: created by it,
    linked to an account since, hence only disabled."""
    try:
        with at_work(run_id, ImportState.UNDOING) as run:
            if run is not None:
                _undo(run, _actor(actor_id) or run.started_by, now)
    except Exception:
        go_back(run_id, ImportState.UNDOING)
        raise


def _undo(run: ImportRun, actor: User | None, now: datetime) -> None:
    changes = ImportChange.objects.filter(run=run)
    tell = progress_of(run, changes.count())
    counts = _remove_created(changes.filter(before={}), now)
    tell(counts.total())
    restored = changes.exclude(before={}).order_by("pk")
    _free_identifiers(restored)
    for batch in batched(restored.iterator(chunk_size=BATCH), BATCH):
        _restore(batch)
        counts["restored"] += len(batch)
        tell(counts.total())
    changes.delete()
    run.state, run.undone_at = ImportState.UNDONE, now
    run.counts = run.counts | {name: counts[name] for name in ("deleted", "restored", "kept")}
    run.save(update_fields=["state", "undone_at", "counts"])
    record(
        action=AuditAction.IMPORT_UNDONE,
        actor=actor,
        organisation=run.organisation,
        now=now,
        **dict[str, Any](counts),
    )


def _remove_created(created: Any, now: datetime) -> Counter[str]:
    """Who has an account since stays, out of the list, so that the account keeps its school."""
    counts: Counter[str] = Counter()
    rows = Learner.objects.select_for_update(of=("self",)).filter(changes__in=created)
    for pks in batched(rows.order_by("pk").values_list("pk", "user_id"), BATCH):
        linked = [pk for pk, user_id in pks if user_id]
        free = [pk for pk, user_id in pks if not user_id]
        Learner.objects.filter(pk__in=linked).update(disabled_at=now)
        Learner.objects.filter(pk__in=free).delete()
        counts += Counter(kept=len(linked), deleted=len(free))
    return counts


def _free_identifiers(restored: Any) -> None:
    """Swapped back, each must be free first."""
    for name in IDENTIFIERS:
        moved = restored.filter(before__has_key=name)
        Learner.objects.filter(changes__in=moved).update(**{name: ""})


def _restore(batch: tuple[ImportChange, ...]) -> None:
    rows = Learner.objects.select_for_update(no_key=True, of=("self",))
    learners = rows.in_bulk([change.learner_id for change in batch])
    names: set[str] = set()
    for change in batch:
        before = _without_taken(change.before, learners[change.learner_id])
        for name, value in before.items():
            setattr(learners[change.learner_id], name, _typed(name, value))
        names |= before.keys()
    if names:
        store(learners.values(), sorted(names))


def _typed(name: str, value: Any) -> Any:
    """From JSON to what the field holds."""
    field: Any = Learner._meta.get_field(name)  # noqa: SLF001 -- the public face of models
    return field.to_python(value)


def _actor(user_id: int | None) -> User | None:
    return User.objects.filter(pk=user_id).first() if user_id else None


def _without_taken(before: dict[str, Any], learner: Learner) -> dict[str, Any]:
    """An identifier now held by somebody who stays is left to her."""
    others = Learner.objects.filter(organisation_id=learner.organisation_id).exclude(pk=learner.pk)
    return {
        name: value
        for name, value in before.items()
        if name not in IDENTIFIERS or not value or not others.filter(**{name: value}).exists()
    }
