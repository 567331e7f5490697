"""The dry run: everything that is wrong in a list, and what it would change."""

from collections import Counter
from datetime import datetime

from django.utils import timezone

from accounts.enums import ImportState
from accounts.models import ImportRun, Learner
from accounts.school_lists.problems import Code, Problem, Refused
from accounts.school_lists.rows import Row
from accounts.school_lists.sources import Source
from accounts.selectors.imports import open_run, source_of, stored
from accounts.services.imports.naming import Names
from accounts.services.imports.planning import Plan, Step, count
from accounts.services.imports.states import at_work, go_back, progress_of

# Beyond this share of pupils leaving, the list is probably that of another year or school.
_MOST = 0.5
COUNTS = ("created", "updated", "returning", "disabled", "skipped", "unchanged")


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
    problems, run.counts, run.total, run.done = _examined(run, source, now)
    run.problems = [stored(problem) for problem in problems]
    blocks = any(problem.blocking for problem in problems)
    run.state = ImportState.REFUSED if blocks else ImportState.CHECKED


def _examined(
    run: ImportRun, source: Source, now: datetime
) -> tuple[list[Problem], dict[str, int], int, int]:
    try:
        school_list = open_run(run, source)
        today = timezone.localdate(now)
        plan = Plan(run.organisation, school_list, today=today, learners=Learner.objects.all())
    except Refused as refusal:
        return list(refusal.problems), {}, 0, 0
    if plan.report.blocks:
        return plan.report.problems, {}, plan.total, 0
    counts = _dry_run(run, plan)
    return plan.report.problems, counts, plan.total, 0


def _dry_run(run: ImportRun, plan: Plan) -> dict[str, int]:
    counts: Counter[str] = Counter()
    names = Names()
    for steps in plan.batches(progress_of(run, plan.total)):
        counts += count(steps)
        names.add(steps)
        for step in steps:
            _remark(plan, step)
    counts["skipped"] = plan.report.skipped.total()
    absent = set() if run.keep_absent else plan.absent()
    names.keep(run, absent)
    if absent:
        counts["disabled"] = len(absent)
        if counts["disabled"] > _MOST * len(plan.matcher.active):
            limit = str(len(plan.matcher.active))
            value = str(counts["disabled"])
            plan.report.add(Problem(Code.MOST_ABSENT, value=value, limit=limit, blocking=False))
    return {name: counts[name] for name in COUNTS}


def _remark(plan: Plan, step: Step) -> None:
    """What a person should look at before she accepts."""
    row, code = step.row, None
    if plan.matcher.is_ambiguous(row):
        code = Code.SEVERAL_MATCHES
    elif step.learner and _is_someone_else(row, step.learner.identity):
        code = Code.IDENTITY_CHANGED
    if code:
        value = f"{row.first_name} {row.last_name}"
        plan.report.add(Problem(code, line=row.line, value=value, blocking=False))


def _is_someone_else(row: Row, identity: str) -> bool:
    """Neither the last name, nor the first name, nor the birth date are those of the identifier."""
    pairs = zip(row.identity.split("|"), identity.split("|"), strict=False)
    return all(new != old for new, old in pairs)
