"""PostgreSQL and Redis, started unless the environment names servers already."""

import contextlib
import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

from pix.embedded.folders import Folders
from pix.embedded.guard import Guard
from pix.embedded.lock import take_lock
from pix.embedded.postgres import Postgres
from pix.embedded.redis import Redis

type Server = Postgres | Redis


class Servers:
    """The servers this stack owns, in their order of start."""

    def __init__(self, folders: Folders, *, fast: bool = False) -> None:
        wanted = {"DATABASE_URL": Postgres, "REDIS_URL": Redis}
        self.by_variable: dict[str, Server] = {
            variable: make(folders, fast=fast)
            for variable, make in wanted.items()
            if not os.environ.get(variable)
        }

    @property
    def environment(self) -> Mapping[str, str]:
        return {variable: server.url for variable, server in self.by_variable.items()}

    def start(self, guard: Guard) -> None:
        for server in self.by_variable.values():
            server.start(guard)
        for server in self.by_variable.values():
            server.wait()

    def are_ready(self) -> bool:
        return all(server.is_ready() for server in self.by_variable.values())

    def stop(self) -> None:
        for server in reversed(self.by_variable.values()):
            server.process.stop()


@contextlib.contextmanager
def own_servers(
    folders: Folders, *, fast: bool = False, remove: Path | None = None
) -> Iterator[tuple[Servers, Guard]]:
    """Lock the data folder, run the servers, and stop them whatever happens."""
    lock = take_lock(folders)
    guard = Guard(lock=lock, remove=remove)
    servers = Servers(folders, fast=fast)
    try:
        servers.start(guard)
        yield servers, guard
    finally:
        # A closed terminal or an impatient caller must not cut the end short; Ctrl-C still can,
        # and the guard then finishes the work.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        servers.stop()
        guard.dismiss()
        os.close(lock)
