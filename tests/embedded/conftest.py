"""A stack of its own for each test, started as a person starts it: by its command."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds; far more than needed, for a loaded machine


@dataclass
class Stack:
    """One data folder and the commands run on it."""

    data: Path
    prefix: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        action, *rest = arguments
        command = [sys.executable, "-m", "pix.embedded", action, f"--data-dir={self.data}", *rest]
        inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
        return subprocess.Popen(
            [*self.prefix, *command],
            cwd=ROOT,
            env=inherited | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

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


@pytest.fixture(name="eventually")
def eventually_fixture() -> Callable[[Callable[[], bool]], None]:
    return eventually


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A new data folder."""
    yield from checked(Stack(tmp_path / "data"))


@pytest.fixture(scope="module")
def warm_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("warm") / "data"


@pytest.fixture
def warm(warm_data: Path) -> Iterator[Stack]:
    """A data folder already made, for tests that leave it as it is: quicker."""
    yield from checked(Stack(warm_data))


def checked(one: Stack) -> Iterator[Stack]:
    yield one
    left = one.processes()
    for process in left:
        process.kill()
    assert left == []
