"""What a list changes among learners: the dry run and the real one share it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import batched
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from accounts.models import Learner, Organisation
from accounts.names import search_key
from accounts.school_lists.checks import Checker
from accounts.school_lists.problems import Code, Problem, Report
from accounts.school_lists.reading import SchoolList
from accounts.school_lists.rows import Row
from accounts.services.imports.matching import Known, Matcher

BATCH: Final = 1000
# An empty cell says nothing of these: what is known is kept.
_IDENTIFIERS: Final = ("national_id", "local_id")


class Step(NamedTuple):
    """A row of the list and the learner it is about: None, somebody new. `values`: what changes."""

    row: Row
    learner: Learner | None
    values: dict[str, Any]


class Plan:
    """`total` rows that may be imported; what is wrong is in `report`. `learners`: those who may be
    met; locked, when they are to be changed."""

    def __init__(
        self,
        organisation: Organisation,
        school_list: SchoolList,
        *,
        today: date,
        learners: QuerySet[Learner],
    ) -> None:
        self.learners = learners
        self.organisation = organisation
        self.list = school_list
        self.today = today
        self.report = Report()
        checker = Checker(school_list, report=self.report, today=today)
        self.total = sum(1 for _ in checker.rows())
        if not self.total and not self.report.blocks:
            self.report.add(Problem(Code.EMPTY))
        self.matcher = Matcher(_known(organisation), checker.seen)
        self.met: set[int] = set()

    def rows(self) -> Iterator[Row]:
        """The list once more. It is never kept whole: a file may hold 200 000 people."""
        return Checker(self.list, report=Report(), today=self.today).rows()

    def batches(self, tell: Callable[[int], None]) -> Iterator[list[Step]]:
        """The whole list again, with the learners it is about. Each batch tells how far it is."""
        done = 0
        for rows in batched(self.rows(), BATCH):
            yield self._steps(rows)
            done += len(rows)
            tell(done)

    def absent(self) -> set[int]:
        """Learners in the list of today that the new one does not name, once it was read."""
        return self.matcher.active - self.met

    def _steps(self, rows: tuple[Row, ...]) -> list[Step]:
        targets = [self.matcher.find(row) for row in rows]
        found = self.learners.in_bulk([pk for pk in targets if pk])
        self.met |= found.keys()
        return [
            self._step(row, found[pk] if pk else None)
            for row, pk in zip(rows, targets, strict=True)
        ]

    def _step(self, row: Row, learner: Learner | None) -> Step:
        used_name = row.used_name
        if learner is not None and "used_name" not in self.list.titles:
            used_name = learner.used_name
        names = search_key(last_name=row.last_name, first_name=row.first_name, used_name=used_name)
        values = {name: getattr(row, name) for name in self.list.titles}
        values |= {"identity": row.identity, "search_name": names}
        if learner is None:
            return Step(row, None, values)
        for name in _IDENTIFIERS:
            if not values.get(name):
                values.pop(name, None)
        values["disabled_at"] = None
        changed = {name: new for name, new in values.items() if getattr(learner, name) != new}
        return Step(row, learner, changed)


def count(steps: list[Step]) -> Counter[str]:
    return Counter(outcome(step) for step in steps)


def outcome(step: Step) -> str:
    if step.learner is None:
        return "created"
    if step.learner.disabled_at:
        return "returning"
    return "updated" if step.values else "unchanged"


def _known(organisation: Organisation) -> Iterator[Known]:
    columns = ("pk", "national_id", "local_id", "identity", "disabled_at")
    rows = Learner.objects.filter(organisation=organisation).order_by("pk").values_list(*columns)
    for pk, national_id, local_id, identity, disabled_at in rows.iterator():
        yield Known(pk, national_id, local_id, identity, disabled_at is None)
