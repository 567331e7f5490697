"""Which learner each row of a list is: by INE, by local identifier, then by identity."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from accounts.school_lists.checks import Seen
from accounts.school_lists.rows import Row


class Known(NamedTuple):
    """A learner, as light as can be."""

    pk: int
    national_id: str
    local_id: str
    identity: str
    is_active: bool


class Matcher:
    """`seen`: the whole list was read, so that nobody takes the place of someone named in it."""

    def __init__(self, known: Iterable[Known], seen: Seen) -> None:
        self.seen = seen
        self.by_national: dict[str, Known] = {}
        self.by_local: dict[str, Known] = {}
        self.by_identity: dict[str, list[Known]] = defaultdict(list)
        self.active: set[int] = set()
        for one in known:
            self._add(one)

    def _add(self, one: Known) -> None:
        if one.national_id:
            self.by_national[one.national_id] = one
        if one.local_id:
            self.by_local[one.local_id] = one
        self.by_identity[one.identity].append(one)
        if one.is_active:
            self.active.add(one.pk)

    def find(self, row: Row) -> int | None:
        """The learner that this row is about; None for somebody new."""
        if found := self.by_national.get(row.national_id):
            return found.pk
        local = self.by_local.get(row.local_id)
        if local and not self.seen.holds("national_id", local.national_id):
            return local.pk
        same = self._same_identity(row)
        return same[0].pk if len(same) == 1 else None

    def has_namesakes(self, row: Row) -> bool:
        """Of somebody new: several learners have her names and birth date, and none is she."""
        return bool(self._free(row))

    def _same_identity(self, row: Row) -> list[Known]:
        """One learner at most may be taken for this row; one still in the list comes first."""
        if self.seen.is_repeated(row.identity):
            return []
        free = self._free(row)
        return [one for one in free if one.is_active] or free

    def _free(self, row: Row) -> list[Known]:
        return [
            one
            for one in self.by_identity.get(row.identity, ())
            if not self.seen.holds("national_id", one.national_id)
            and not self.seen.holds("local_id", one.local_id)
        ]

    def holder_to_release(self, row: Row) -> Known | None:
        """Another learner, whose local identifier this row takes over."""
        holder = self.by_local.get(row.local_id)
        return holder if holder and holder.pk != self.find(row) else None
