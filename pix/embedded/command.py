"""Run one command with the servers at hand: tests, management commands, a shell."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from pix.embedded import StackError
from pix.embedded.folders import Folders, make_folders
from pix.embedded.guard import Guard, signal_group
from pix.embedded.lock import AlreadyRunningError, guest, wait_for_guests
from pix.embedded.process import never_outlive
from pix.embedded.servers import Servers, holding

URLS = ("DATABASE_URL", "REDIS_URL")


def execute(command: Sequence[str], data: Path, *, throwaway: bool, fast: bool) -> int:
    """Run `command`, starting the servers only if needed, and return its exit code."""
    if all(os.environ.get(variable) for variable in URLS):
        return run_command(command, {})
    if throwaway:
        folder = Path(tempfile.mkdtemp(prefix="pix-"))
        return run_as_owner(command, make_folders(folder), fast=True, remove=folder)
    folders = make_folders(data)
    try:
        return run_as_owner(command, folders, fast=fast)
    except AlreadyRunningError:
        return run_as_guest(command, folders)


def run_as_owner(
    command: Sequence[str], folders: Folders, *, fast: bool, remove: Path | None = None
) -> int:
    with (
        holding(folders, remove=remove) as guard,
        Servers(folders, fast=fast).running(guard) as servers,
    ):
        code = run_command(command, environment_of(servers, folders), guard)
        wait_for_guests(folders)
        return code


def run_as_guest(command: Sequence[str], folders: Folders) -> int:
    """Use the servers that another process of ours runs on the same data."""
    servers = Servers(folders)
    with guest(folders):
        deadline = time.monotonic() + 60
        while not servers.are_ready():
            if time.monotonic() > deadline:
                raise StackError(f"The servers that use {folders.data} do not answer.")
            time.sleep(0.1)
        return run_command(command, environment_of(servers, folders))


def environment_of(servers: Servers, folders: Folders) -> Mapping[str, str]:
    return {"PIX_DATA_DIR": str(folders.data), **servers.environment}


def run_command(
    command: Sequence[str], environment: Mapping[str, str], guard: Guard | None = None
) -> int:
    early = keep_signals()
    try:
        child = subprocess.Popen(
            command,
            env={**os.environ, **environment, "PATH": own_programs_first()},
            process_group=0 if is_alone() else None,
            preexec_fn=never_outlive(guard, signal.SIGTERM),
        )
    except OSError as error:
        raise StackError(f"Cannot run {command[0]}: {error.strerror}") from error
    pass_signals_to(child)
    for number in early:
        signal_group(child.pid, number)
    code = child.wait()
    if guard:
        guard.forget(child.pid)
    return code if code >= 0 else 128 - code


def is_alone() -> bool:
    """Without a terminal, the command leads a group, so that its own children end with it."""
    return not os.isatty(0)


def keep_signals() -> list[int]:
    """Those that come while the command is starting: it may run before its process is known."""
    early: list[int] = []
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: early.append(received))
    return early


def pass_signals_to(child: subprocess.Popen[bytes]) -> None:
    def forward(number: int, _: object) -> None:
        signal_group(child.pid, number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    # A terminal sends Ctrl-C to the command too: let the command decide what it means.
    signal.signal(signal.SIGINT, forward if is_alone() else lambda *_: None)


def own_programs_first() -> str:
    """So that `python` and `pytest` are those of the environment the stack runs in."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
