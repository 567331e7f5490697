"""Child processes that never outlive the stack."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pix.embedded import StackError
from pix.embedded.guard import Guard, signal_group

ROOT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
LARGEST_LOG = 10_000_000  # bytes; a larger log is put aside when its process starts


@dataclass
class Process:
    """One program of the stack, in a session of its own so that Ctrl-C reaches the stack alone."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10  # seconds between the stop signal and SIGKILL
    popen: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    guard: Guard | None = field(default=None, repr=False)

    def start(self, guard: Guard) -> None:
        put_aside_large(self.log)
        with self.log.open("ab") as log:
            self.popen = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=never_outlive(guard, self.stop_signal),
            )
        self.guard = guard

    def exit_code(self) -> int | None:
        return self.popen.poll() if self.popen else None

    def stop(self) -> None:
        if not self.popen:
            return
        if self.popen.poll() is None:
            self.popen.send_signal(self.stop_signal)
            try:
                self.popen.wait(self.patience)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()
        self.bury()

    def bury(self) -> None:
        """After the end of the main process: end the children it may have left."""
        if self.popen and self.guard:
            signal_group(self.popen.pid, signal.SIGKILL)
            self.guard.forget(self.popen.pid)
            self.popen = None

    def wait(self) -> int:
        return self.popen.wait() if self.popen else 0

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if self.exit_code() is not None:
                raise StackError(f"{self.name} stopped at once.\n{last_lines(self.log)}")
            if time.monotonic() > deadline:
                raise StackError(f"{self.name} is not ready after {seconds:.0f} s: see {self.log}")
            time.sleep(0.05)


def never_outlive(guard: Guard | None, stop_signal: signal.Signals) -> Callable[[], None]:
    """What a child does before it becomes its program, so that no kill of ours can forget it.

    The guard learns its number; on Linux the kernel too will send it the stop signal.
    """
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
    parent = os.getpid()

    def tell() -> None:
        if guard:
            guard.watch(os.getpid(), stop_signal)
        if prctl:
            prctl(PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:  # it died before we could tell
            os._exit(1)

    return tell


def finish_undisturbed() -> None:
    """A closed terminal or an impatient caller must not cut an orderly end short.

    Ctrl-C still can: the guard then finishes the work, less gently.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def put_aside_large(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def last_lines(log: Path, count: int = 8) -> str:
    lines = log.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(f"  {line}" for line in [*lines, f"(whole log: {log})"])
