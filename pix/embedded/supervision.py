"""Start again what stops by itself, later and later while it keeps failing."""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pix.embedded import StackError
from pix.embedded.process import Process

LONGEST_PAUSE = 30  # seconds
STEADY = 60  # seconds of life after which earlier failures are forgotten


@dataclass
class Supervised:
    """A process, how to start it again, and its recent failures."""

    process: Process
    start: Callable[[], None]
    failures: int = 0
    started: float = field(default_factory=time.monotonic)
    restart_at: float | None = None

    def check(self) -> None:
        now = time.monotonic()
        if self.restart_at is None:
            self._look_after(now)
        elif now >= self.restart_at:
            self._start_again(now)

    def _look_after(self, now: float) -> None:
        code = self.process.exit_code()
        if code is not None:
            self.process.bury()
            self._fail(now, f"stopped by itself ({reason(code)})")
        elif now - self.started > STEADY:
            self.failures = 0

    def _start_again(self, now: float) -> None:
        try:
            self.start()
        except (StackError, OSError) as problem:
            self._fail(now, f"does not start: {problem}")
        else:
            self.started, self.restart_at = now, None

    def _fail(self, now: float, what: str) -> None:
        pause = min(0.5 * 2**self.failures, LONGEST_PAUSE)
        self.failures += 1
        self.restart_at = now + pause
        say(f"{self.process.name} {what}. New start in {pause:g} s; log: {self.process.log}")


def reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def supervise(supervised: Sequence[Supervised]) -> None:
    """Watch until Ctrl-C."""
    while True:
        for one in supervised:
            one.check()
        time.sleep(0.2)


def say(message: str) -> None:
    print(message, flush=True)
