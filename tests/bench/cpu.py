"""CPU seconds of the programs that share the work of an answer."""

import os
from collections.abc import Mapping

import psutil
from django.db import connection
from redis import Redis


def database_pid() -> int:
    """The PostgreSQL of this machine that answers us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    server = backend.parent()
    if server is None or "postgres" not in " ".join(backend.cmdline()):
        raise SystemExit("PostgreSQL must run on this machine: its CPU time is measured.")
    return server.pid


def redis_pid(url: str) -> int:
    return int(Redis.from_url(url).info("server")["process_id"])


class Meter:
    """CPU used since the last reading by some programs, their children, and this one."""

    def __init__(self, roots: Mapping[str, int]) -> None:
        self.roots = {**roots, "client": os.getpid()}
        self.last = self._totals()

    def read(self) -> dict[str, float]:
        now = self._totals()
        used = {name: now[name] - self.last[name] for name in now}
        self.last = now
        return used

    def _totals(self) -> dict[str, float]:
        return {
            name: sum(own_cpu()) if pid == os.getpid() else tree_cpu(psutil.Process(pid))
            for name, pid in self.roots.items()
        }


def own_cpu() -> tuple[float, float]:
    """Without our children: they are the servers, counted apart."""
    times = os.times()
    return times.user, times.system


def tree_cpu(root: psutil.Process) -> float:
    """Of a program and everything it started, those that have ended included."""
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total
