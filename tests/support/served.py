"""The live server of the journeys, which can say whether it is still answering somebody."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from tests.support.stack import PATIENCE


class Busy:
    """Counts the requests under way around a WSGI application."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application = application
        self.changed = threading.Condition()
        self.under_way = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        with self.counted(), closing(self.application(environ, start_response)) as response:
            yield from response

    @contextmanager
    def counted(self) -> Iterator[None]:
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def _add(self, number: int) -> None:
        with self.changed:
            self.under_way += number
            self.changed.notify_all()

    def wait(self) -> None:
        """Until what a browser left half-way is over: it would write in the next test."""
        with self.changed:
            assert self.changed.wait_for(lambda: not self.under_way, PATIENCE)
