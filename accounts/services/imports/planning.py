"""What a list changes among learners: the dry run and the real one share it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.models import ImportRun, Learner, Organisation
from accounts.names import search_key
from accounts.school_lists.checks import Checker
from accounts.school_lists.problems import Code, Problem, Report
from accounts.school_lists.reading import SchoolList
from accounts.school_lists.rows import IDENTIFIERS, Row
from accounts.school_lists.sources import Source
from accounts.selectors.imports import open_run
from accounts.services.imports.aside import RowsAside
from accounts.services.imports.matching import Known, Matcher
from accounts.services.imports.states import progress_of

COUNTS: Final = ("created", "updated", "returning", "disabled", "skipped", "unchanged")
# Beyond this share of pupils leaving, the list is probably that of another year or school.
_MOST: Final = 0.5


class Step(NamedTuple):
    """A row of the list and the learner it is about: None, somebody new. `values`: what changes."""

    row: Row
    learner: Learner | None
    values: dict[str, Any]


class Plan:
    """`total` rows that may be imported; what is wrong, and what deserves a look, in `report`."""

    def __init__(
        self,
        run: ImportRun,
        school_list: SchoolList,
        *,
        today: date,
        learners: QuerySet[Learner],
        rows: RowsAside,
    ) -> None:
        self.run, self.list, self.learners, self.rows = run, school_list, learners, rows
        self.report = Report()
        checker = Checker(school_list, report=self.report, today=today)
        self.total = rows.put(checker.rows())
        if not self.total and not self.report.blocks:
            key = "skipped" if self.report.skipped else ""
            self.report.add(Problem(Code.EMPTY, key=key))
        self.matcher = Matcher(_known(run.organisation), checker.seen)
        self.met: set[int] = set()
        self.counts: Counter[str] = Counter(skipped=self.report.skipped.total())

    def batches(self) -> Iterator[list[Step]]:
        """The whole list, with the learners it is about; each batch tells how far it is."""
        tell, done = progress_of(self.run, self.total), 0
        for rows in self.rows:
            steps = self._steps(rows)
            self.counts += Counter(outcome(step) for step in steps)
            yield steps
            done += len(rows)
            tell(done)

    def absent(self) -> set[int]:
        """Who would leave the list of today, once the new one was read."""
        if self.run.keep_absent:
            return set()
        absent, active = self.matcher.active - self.met, self.matcher.active
        self.counts["disabled"] = len(absent)
        if len(absent) > _MOST * len(active):
            value, limit = str(len(absent)), str(len(active))
            self.report.add(Problem(Code.MOST_ABSENT, value=value, limit=limit, blocking=False))
        return absent

    def _steps(self, rows: Sequence[Row]) -> list[Step]:
        targets = [self.matcher.find(row) for row in rows]
        found = self.learners.in_bulk([pk for pk in targets if pk])
        self.met |= found.keys()
        return [
            self._step(row, found[pk] if pk else None)
            for row, pk in zip(rows, targets, strict=True)
        ]

    def _step(self, row: Row, learner: Learner | None) -> Step:
        values = {name: getattr(row, name) for name in self.list.titles}
        values |= {"identity": row.identity, "search_name": self._search_name(row, learner)}
        self._remark(row, learner)
        if learner is None:
            return Step(row, None, values)
        # An empty cell says nothing of these: what is known is kept.
        for name in IDENTIFIERS:
            if not values.get(name):
                values.pop(name, None)
        values["disabled_at"] = None
        changed = {name: new for name, new in values.items() if getattr(learner, name) != new}
        return Step(row, learner, changed)

    def _search_name(self, row: Row, learner: Learner | None) -> str:
        """Lists that have no used names leave those that are known."""
        used_name = row.used_name
        if learner is not None and "used_name" not in self.list.titles:
            used_name = learner.used_name
        return search_key(last_name=row.last_name, first_name=row.first_name, used_name=used_name)

    def _remark(self, row: Row, learner: Learner | None) -> None:
        """What a person should look at before she accepts."""
        if learner is None:
            code = Code.SEVERAL_MATCHES if self.matcher.has_namesakes(row) else None
        else:
            code = Code.IDENTITY_CHANGED if _is_someone_else(row, learner.identity) else None
        if code:
            value = f"{row.first_name} {row.last_name}"
            self.report.add(Problem(code, line=row.line, value=value, blocking=False))


def _is_someone_else(row: Row, identity: str) -> bool:
    """Neither the last name, nor the first name, nor the birth date are those of the identifier."""
    pairs = zip(row.identity.split("|"), identity.split("|"), strict=False)
    return all(new != old for new, old in pairs)


def outcome(step: Step) -> str:
    if step.learner is None:
        return "created"
    if step.learner.disabled_at:
        return "returning"
    return "updated" if step.values else "unchanged"


@contextmanager
def planned(
    run: ImportRun, source: Source, *, now: datetime, learners: QuerySet[Learner]
) -> Iterator[Plan]:
    """`learners`: those who may be met; locked, if they are to be changed. Raises `Refused`."""
    with RowsAside() as rows:
        school_list = open_run(run, source)
        yield Plan(run, school_list, today=localdate(now), learners=learners, rows=rows)


def _known(organisation: Organisation) -> Iterator[Known]:
    columns = ("pk", "national_id", "local_id", "identity", "disabled_at")
    rows = Learner.objects.filter(organisation=organisation).order_by("pk").values_list(*columns)
    for pk, national_id, local_id, identity, disabled_at in rows.iterator():
        yield Known(pk, national_id, local_id, identity, disabled_at is None)
