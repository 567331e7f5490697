"""The whole platform, running, and a learner who uses it from outside."""

import contextlib
import http.client
import json
import re
import signal
import socket
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import psutil
import psycopg

from pix.embedded.folders import make_folders
from pix.embedded.postgres import Postgres
from tests.support.stack import PATIENCE, Stack, eventually

MAIN_COMMANDS = {
    "worker": "pix.celery worker",
    "beat": "pix.celery beat",
    "web": "gunicorn pix.wsgi",
    "demo-ent": "pix.demo_ent",
    "Redis": "redis-server",
    "PostgreSQL": "bin/postgres",
}


@dataclass
class Platform:
    """`make run` on a data folder of its own."""

    stack: Stack
    process: subprocess.Popen[str]
    url: str
    output: str = ""

    @classmethod
    def start(cls, data: Path, *, demonstration: bool = True) -> "Platform":
        """Without the demonstration: as where it was made already."""
        if not demonstration:
            data.mkdir(parents=True)
            (data / "demo-accounts.txt").touch()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        stack = Stack(data, environment={"PORT": str(port)})
        running = cls(stack, stack.start("run"), f"http://localhost:{port}")
        threading.Thread(target=running._read, daemon=True).start()
        try:
            eventually(lambda: "Ctrl-C" in running.output or running.process.poll() is not None)
            assert "Ctrl-C" in running.output, running.output
        except AssertionError:
            running.stack.end()
            raise
        return running

    def _read(self) -> None:
        for line in self.process.stdout:
            self.output += line

    @property
    def data(self) -> Path:
        return self.stack.data

    def main_process(self, command: str) -> psutil.Process | None:
        """The program of this platform, and of no other, whose command contains these words."""
        for child in psutil.Process(self.process.pid).children():
            try:
                if command in " ".join(child.cmdline()):
                    return child
            except psutil.Error:
                continue
        return None

    def kill(self, command: str) -> psutil.Process:
        eventually(lambda: self.main_process(command) is not None)
        victim = self.main_process(command)
        victim.kill()
        return victim

    @contextlib.contextmanager
    def unattended(self) -> Iterator[None]:
        """Nothing that stops is started again meanwhile."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def leave_dead(self, name: str) -> None:
        """Kill what nobody starts again."""
        self.kill(MAIN_COMMANDS[name])
        eventually(lambda: self.main_process(MAIN_COMMANDS[name]) is None)

    def replace(self, name: str) -> None:
        """Kill it, until another one was started."""
        killed = self.kill(MAIN_COMMANDS[name])
        eventually(lambda: self.main_process(MAIN_COMMANDS[name]) not in (None, killed))

    def stop(self) -> int:
        """As Ctrl-C does."""
        self.process.send_signal(2)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code

    def inside(self, function: str, *arguments: object) -> Any:
        """What a function of `tests.support.stack_inside` says, called in the platform's Django."""
        code = (
            "import json; from tests.support import stack_inside;"
            f" print(json.dumps(stack_inside.{function}(*{arguments!r})))"
        )
        shell = ("python", "manage.py", "shell", "--no-imports", "--verbosity=0", "--command")
        status, output = self.stack.finish("exec", "--", *shell, code)
        assert status == 0, output
        return json.loads(output.splitlines()[-1])

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement returns, once PostgreSQL answers."""
        url = Postgres(make_folders(self.data), fast=False).url
        found: list[tuple[Any, ...]] = []

        def is_answered() -> bool:
            try:
                with psycopg.connect(url) as connection:
                    cursor = connection.execute(statement, values)
                    found.extend(cursor.fetchall() if cursor.description else ())
            except psycopg.OperationalError:
                return False
            return True

        eventually(is_answered)
        return found

    def learner(self) -> "Learner":
        return Learner(self)

    def recorded_positions(self, test: str) -> list[int]:
        rows = self.stack.sql(
            "select array_agg(answer.position order by answer.position)"
            " from competences_answer answer"
            " join competences_assessment test on test.id = assessment_id"
            f" where test.public_id = '{test}'"
        )
        return [int(number) for number in re.findall(r"\d+", rows)]

    def differences(self) -> int:
        """Profiles that are not (yet) what the answers say."""
        check = ("python", "manage.py", "rebuild_profiles", "--check")
        _, output = self.stack.finish("exec", "--", *check)
        return int(re.search(r"(\d+) differences", output)[1])


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Learner:
    """A browser without JavaScript, and somebody patient who sends again what failed."""

    platform: Platform
    cookies: CookieJar = field(default_factory=CookieJar)
    test: str = ""
    acknowledged: list[int] = field(default_factory=list)
    finished: bool = False

    def request(self, path: str, **form: str) -> tuple[int, str, str]:
        """Status, address of the redirection, body."""
        browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _NoRedirect
        )
        token = next((one.value for one in self.cookies if one.name == "csrftoken"), "")
        sent = {"csrfmiddlewaretoken": token} | form
        data = urllib.parse.urlencode(sent).encode() if form else None
        try:
            with browser.open(self.platform.url + path, data, timeout=30) as reply:
                return reply.status, "", reply.read().decode()
        except urllib.error.HTTPError as reply:
            with reply:
                return reply.code, reply.headers.get("Location", ""), reply.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, "", ""

    def is_served(self, path: str) -> bool:
        return self.request(path)[0] == http.HTTPStatus.OK

    def sign_in(self) -> None:
        accounts = (self.platform.data / "demo-accounts.txt").read_text()
        email, password = accounts.splitlines()[1].split()[:2]
        assert self.is_served("/connexion/")
        status, _, body = self.request("/connexion/", login=email, password=password)
        assert status == http.HTTPStatus.FOUND, body

    def start_test(self) -> None:
        _, _, profile = self.request("/competences/")
        codes = re.findall(r"/competences/([\d.]+)/", profile)
        for code in dict.fromkeys(codes):
            _, address, _ = self.request(f"/competences/{code}/commencer/", go="1")
            if found := re.fullmatch(r"/test/([0-9a-f-]{36})/", address):
                self.test = found[1]
                return
        raise AssertionError(f"no competence can be started among {codes}")

    def answer_until_acknowledged(self) -> None:
        """Send the answer again and again until the platform says it has it."""
        eventually(self._answer)

    def _answer(self) -> bool:
        address = f"/test/{self.test}/"
        status, after, page = self.request(address)
        if after == f"{address}resultat/":
            self.finished = True
            return True
        if status != http.HTTPStatus.OK:
            return False
        position = re.search(r'data-position="(\d+)"', page)[1]
        status, after, _ = self.request(address, position=position, skip="1")
        kept = status == http.HTTPStatus.FOUND and after.startswith(address)
        if kept:
            self.acknowledged.append(int(position))
        return kept
