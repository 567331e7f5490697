"""A stack started as a person starts it: by its command."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
# What the tests themselves run with, and the stack under test must find by itself.
OWN = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PIX_DATA_DIR", "CHROMIUM_PATH"}
PATIENCE = 180  # seconds; far more than needed, for a loaded machine


@dataclass
class Stack:
    """One data folder and the commands run on it."""

    data: Path
    prefix: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        action, *rest = arguments
        command = [sys.executable, "-m", "pix.embedded", action, f"--data-dir={self.data}", *rest]
        inherited = {name: value for name, value in os.environ.items() if name not in OWN}
        process = subprocess.Popen(
            [*self.prefix, *command],
            cwd=ROOT,
            env=inherited | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """A test that failed half-way leaves nothing that would fail another one later."""
        for process in self.started:
            process.kill()
            process.wait(PATIENCE)
            process.stdout.close()

    def finish(self, *arguments: str) -> tuple[int, str]:
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, output

    def python(self, code: str) -> tuple[int, str]:
        return self.finish("exec", "--fast", "--", "python", "-c", code)

    def sql(self, statement: str) -> str:
        code = (
            "import os, psycopg\n"
            "with psycopg.connect(os.environ['DATABASE_URL']) as connection:\n"
            f"    cursor = connection.execute({statement!r})\n"
            "    print(cursor.fetchall() if cursor.description else 'done')\n"
        )
        status, output = self.python(code)
        assert status == 0, output
        return output.strip()

    def processes(self) -> list[psutil.Process]:
        """The living processes that have anything to do with the data folder."""
        return [one for one in psutil.process_iter() if self._concerns(one)]

    def _concerns(self, process: psutil.Process) -> bool:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            traces = [*process.cmdline(), process.cwd(), process.environ().get("PIX_DATA_DIR", "")]
        except psutil.Error:
            return False
        return any(str(self.data) in trace for trace in traces)

    def process_named(self, word: str) -> psutil.Process:
        """The main process of one program: the oldest with this word in its command."""
        found = [one for one in self.processes() if word in " ".join(one.cmdline())]
        return min(found, key=lambda one: one.create_time())

    def guard_of(self, pid: int) -> psutil.Process:
        children = psutil.Process(pid).children()
        return next(one for one in children if "guard.py" in " ".join(one.cmdline()))


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "nothing changed in time"
        time.sleep(0.1)
