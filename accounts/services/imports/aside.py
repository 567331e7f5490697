"""Rows that were read and checked, put aside until all of the list was: it is parsed once."""

import pickle
from collections.abc import Iterable, Iterator
from itertools import batched
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, Final, Self

from accounts.school_lists.rows import Row

BATCH: Final = 1000
# The list of a school stays in memory; a file of 100 MB goes to a file without name, which
# disappears with the program.
_IN_MEMORY: Final = 2_000_000


class RowsAside:
    """Batches of rows, as often as wanted."""

    def __init__(self) -> None:
        self.file: IO[Any] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- see __exit__
        self.batches = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def put(self, rows: Iterable[Row]) -> int:
        """How many there are."""
        total = 0
        for batch in batched(rows, BATCH):
            pickle.dump(batch, self.file)
            total += len(batch)
            self.batches += 1
        return total

    def __iter__(self) -> Iterator[tuple[Row, ...]]:
        self.file.seek(0)
        for _ in range(self.batches):
            yield pickle.load(self.file)  # noqa: S301 -- what `put` wrote, in a file nobody else opens
