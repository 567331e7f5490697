"""The dry run: everything that is wrong in a list, and what it would change."""

from collections.abc import Sequence
from datetime import datetime

from accounts.enums import ImportState
from accounts.models import ImportRun, Learner
from accounts.school_lists.problems import Problem, Refused
from accounts.school_lists.sources import Source
from accounts.selectors.imports import source_of, stored
from accounts.services.imports.naming import Names
from accounts.services.imports.planning import COUNTS, Plan, planned
from accounts.services.imports.states import at_work, go_back


def check(*, run_id: int, now: datetime) -> None:
    """Leave the import CHECKED, with `counts` and remarks, or REFUSED with what to correct."""
    try:
        with at_work(run_id, ImportState.CHECKING) as run:
            if run is not None:
                examine(run, source_of(run), now=now)
                run.save(update_fields=["state", "problems", "counts", "total", "done"])
    except Exception:
        go_back(run_id, ImportState.CHECKING)
        raise


def examine(run: ImportRun, source: Source, *, now: datetime) -> None:
    """Fill in `problems`, `counts`, `total` and the state. Nothing is stored."""
    run.counts, run.total, run.done = {}, 0, 0
    try:
        with planned(run, source, now=now, learners=Learner.objects.all()) as plan:
            run.total = plan.total
            if not plan.report.blocks:
                _dry_run(run, plan)
            problems: Sequence[Problem] = plan.report.problems
    except Refused as refusal:
        problems = refusal.problems
    tell_problems(run, problems)


def tell_problems(run: ImportRun, problems: Sequence[Problem]) -> None:
    run.problems = [stored(problem) for problem in problems]
    blocks = any(problem.blocking for problem in problems)
    run.state = ImportState.REFUSED if blocks else ImportState.CHECKED


def _dry_run(run: ImportRun, plan: Plan) -> None:
    names = Names()
    for steps in plan.batches():
        names.add(steps)
    absent = plan.absent()
    run.counts = {name: plan.counts[name] for name in COUNTS}
    if run.pk:
        names.keep(run, absent)
