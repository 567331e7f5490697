"""PostgreSQL and Redis, started unless the environment names servers already."""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pix.embedded.folders import Folders
from pix.embedded.guard import Guard
from pix.embedded.lock import taken
from pix.embedded.postgres import Postgres
from pix.embedded.process import finish_undisturbed
from pix.embedded.redis import Redis

type Server = Postgres | Redis

KINDS: Mapping[str, Callable[..., Server]] = {"DATABASE_URL": Postgres, "REDIS_URL": Redis}


class Servers:
    """The servers this stack owns, in their order of start."""

    def __init__(self, folders: Folders, *, fast: bool = False) -> None:
        self.by_variable = {
            variable: make(folders, fast=fast)
            for variable, make in KINDS.items()
            if not os.environ.get(variable)
        }

    @property
    def all(self) -> Sequence[Server]:
        return list(self.by_variable.values())

    @property
    def environment(self) -> Mapping[str, str]:
        return {variable: server.url for variable, server in self.by_variable.items()}

    def are_ready(self) -> bool:
        return all(server.is_ready() for server in self.all)

    @contextlib.contextmanager
    def running(self, guard: Guard) -> Iterator["Servers"]:
        try:
            for server in self.all:
                server.start(guard)
            for server in self.all:
                server.wait()
            yield self
        finally:
            finish_undisturbed()
            for server in reversed(self.all):
                server.process.stop()


@contextlib.contextmanager
def holding(folders: Folders, *, remove: Path | None = None) -> Iterator[Guard]:
    """Keep the data folder for this process, with a guard for the day it is killed."""
    with taken(folders) as lock:
        guard = Guard(lock=lock, remove=remove)
        try:
            yield guard
        finally:
            guard.dismiss()
            leave(folders.sockets, folders.data)


def leave(sockets: Path, data: Path) -> None:
    """A folder made elsewhere for its short path is not left behind, unless it is in use."""
    if not sockets.is_relative_to(data):
        with contextlib.suppress(OSError):
            sockets.rmdir()
