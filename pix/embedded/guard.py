"""A small process that ends what a killed stack would leave behind.

It reads on a pipe which processes to watch and which to forget. When the pipe closes, the stack
has ended: the guard stops what is still watched, in reverse order. After an orderly end that is
nothing; after a kill that is everything, and the data folder stays locked meanwhile. The kernel
does much of the same on Linux; the guard works everywhere and does not wait for ever.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 8  # seconds left to each process before SIGKILL


class Guard:
    """The stack's side of the pipe."""

    def __init__(self, *, lock: int, remove: Path | None = None) -> None:
        orders, self.pipe = os.pipe()
        self.popen = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__, str(remove or "")],
            stdin=orders,
            pass_fds=[lock],
            start_new_session=True,
        )
        os.close(orders)

    def watch(self, pid: int, stop_signal: signal.Signals) -> None:
        self._say(f"watch {pid} {int(stop_signal)}")

    def forget(self, pid: int) -> None:
        self._say(f"forget {pid}")

    def dismiss(self) -> None:
        os.close(self.pipe)
        self.popen.wait()

    def _say(self, order: str) -> None:
        # A killed guard must not stop the stack.
        with contextlib.suppress(BrokenPipeError):
            os.write(self.pipe, f"{order}\n".encode())


def signal_group(pid: int, number: int) -> bool:
    """Signal the group led by `pid`, or the process alone if it leads none; False if none lives."""
    for send in (os.killpg, os.kill):
        try:
            send(pid, number)
        except (ProcessLookupError, PermissionError):
            continue
        return True
    return False


def read_orders() -> dict[int, int]:
    """The processes still to end when the pipe closes, with their stop signals."""
    watched: dict[int, int] = {}
    for line in sys.stdin:
        match line.split():
            case ["watch", pid, number]:
                watched[int(pid)] = int(number)
            case ["forget", pid]:
                watched.pop(int(pid), None)
    return watched


def end(pid: int, number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(0.05)
    signal_group(pid, signal.SIGKILL)


def main(remove: str) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    watched = read_orders()
    for pid, stop_signal in reversed(list(watched.items())):
        end(pid, stop_signal)
    if remove:
        shutil.rmtree(remove, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
