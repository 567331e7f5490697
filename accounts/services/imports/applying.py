"""Making a checked list the list of the school: in batches, all or nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import batched, chain
from typing import Any

from accounts.enums import AuditAction, ImportState
from accounts.models import ImportChange, ImportRun, Learner
from accounts.school_lists.problems import Problem, Refused
from accounts.school_lists.sources import Source
from accounts.selectors.imports import source_of
from accounts.services.audit import record
from accounts.services.imports.aside import BATCH
from accounts.services.imports.planning import COUNTS, Plan, Step, planned
from accounts.services.imports.states import at_work, go_back


class BlockedError(Exception):
    """Something in the list blocks: `problems`. Told by the dry run, unless there was none."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__(*(problem.code for problem in problems))


def apply(*, run_id: int, now: datetime) -> None:
    """Apply a list once, however often it is asked: APPLIED, or FAILED with nothing changed."""
    try:
        with at_work(run_id, ImportState.APPLYING) as run:
            if run is not None:
                write(run, source_of(run), now=now)
    except Exception:
        go_back(run_id, ImportState.APPLYING)
        raise


def write(run: ImportRun, source: Source, *, now: datetime) -> Sequence[Problem]:
    """In a transaction: change the learners, keep what they were, and close the import. Returns
    the remarks. Raises `BlockedError`."""
    learners = Learner.objects.select_for_update(no_key=True, of=("self",))
    try:
        with planned(run, source, now=now, learners=learners) as plan:
            if plan.report.blocks:
                raise BlockedError(plan.report.problems)
            _carry_out(run, plan, now)
            return plan.report.problems
    except Refused as refusal:
        raise BlockedError(refusal.problems) from refusal


def _carry_out(run: ImportRun, plan: Plan, now: datetime) -> None:
    released = _release_local_ids(run, plan)
    for steps in plan.batches():
        _create(run, [step for step in steps if step.learner is None], now)
        _update(run, [step for step in steps if step.learner], released)
    _disable(run, plan.absent(), released, now)
    _keep(run, ((pk, {"local_id": old}) for pk, old in released.items()))
    _close(run, plan, now)


def _release_local_ids(run: ImportRun, plan: Plan) -> dict[int, str]:
    """Take away the local identifiers that other rows of the list take over; what they were.

    Schools give a number again, or swap two: each may be held once at any moment.
    """
    if "local_id" not in plan.list.titles:
        return {}
    released = {}
    for row in chain.from_iterable(plan.rows):
        if holder := plan.matcher.holder_to_release(row):
            released[holder.pk] = holder.local_id
    for pks in batched(released, BATCH):
        Learner.objects.filter(pk__in=pks).update(local_id="")
    return released


def _create(run: ImportRun, steps: list[Step], now: datetime) -> None:
    created = Learner.objects.bulk_create(
        Learner(organisation=run.organisation, created_at=now, **step.values) for step in steps
    )
    _keep(run, ((learner.pk, {}) for learner in created))


def _update(run: ImportRun, steps: list[Step], released: dict[int, str]) -> None:
    """Only what the list feeds: the account of a learner is none of its business."""
    before = {}
    for _, learner, values in steps:
        if learner is None or not values:
            continue
        before[learner] = {name: _plain(getattr(learner, name)) for name in values}
        if learner.pk in released:
            before[learner]["local_id"] = released.pop(learner.pk)
        for name, value in values.items():
            setattr(learner, name, value)
    if names := sorted({name for step in steps for name in step.values}):
        store(before, names)
    _keep(run, ((learner.pk, old) for learner, old in before.items()))


def store(learners: Iterable[Learner], names: Sequence[str]) -> None:
    """Write these fields of learners that are locked: `bulk_update`, three times as fast.

    They exist, so that each row meets its own; the other writes a CASE for each field and row.
    """
    Learner.objects.bulk_create(
        learners, update_conflicts=True, update_fields=names, unique_fields=["id"]
    )


def _disable(run: ImportRun, absent: set[int], released: dict[int, str], now: datetime) -> None:
    for pks in batched(sorted(absent), BATCH):
        Learner.objects.filter(pk__in=pks).update(disabled_at=now)
        before: list[tuple[int, dict[str, Any]]] = []
        for pk in pks:
            local_id = {"local_id": released.pop(pk)} if pk in released else {}
            before.append((pk, {"disabled_at": None, **local_id}))
        _keep(run, before)


def _keep(run: ImportRun, before: Iterable[tuple[int, dict[str, Any]]]) -> None:
    ImportChange.objects.bulk_create(
        (ImportChange(run=run, learner_id=pk, before=old) for pk, old in before),
        batch_size=BATCH,
    )


def _plain(value: Any) -> Any:
    """As JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def _close(run: ImportRun, plan: Plan, now: datetime) -> None:
    run.state, run.applied_at, run.content = ImportState.APPLIED, now, None
    run.counts = {name: plan.counts[name] for name in COUNTS}
    run.done = run.total = plan.total
    run.save(update_fields=["state", "applied_at", "content", "counts", "done", "total"])
    record(
        action=AuditAction.IMPORT,
        actor=run.started_by,
        organisation=run.organisation,
        now=now,
        **dict[str, Any](run.counts),
    )
