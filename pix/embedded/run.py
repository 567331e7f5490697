"""`make run`: the whole platform in the foreground, until Ctrl-C."""

import contextlib
import errno
import http.client
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pix.embedded import StackError
from pix.embedded.folders import Folders, make_folders
from pix.embedded.guard import Guard
from pix.embedded.process import Process, finish_undisturbed, last_lines
from pix.embedded.servers import Servers, holding
from pix.embedded.supervision import Supervised, say, supervise

LARGEST_PORT = 65535
LOCAL = "127.0.0.1"


@dataclass(frozen=True)
class Address:
    """Where the web server listens: PIX_BIND and PORT."""

    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{'localhost' if self.host == LOCAL else self.host}:{self.port}"

    def require_free(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                used = error.errno == errno.EADDRINUSE
                why = "is already in use" if used else f"cannot be used ({error.strerror})"
                raise StackError(
                    f"Port {self.port} {why}. Choose another one: PORT={self.port + 1} make run"
                ) from error

    def answers(self) -> bool:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=5)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", "/sante/")
            return connection.getresponse().status == http.HTTPStatus.OK
        return False


def read_address() -> Address:
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) <= LARGEST_PORT:
        raise StackError(f"PORT must be a number from 1 to 65535, not “{port}”.")
    return Address(os.environ.get("PIX_BIND") or LOCAL, int(port))


def demo_ent_port(address: Address) -> int:
    """The next port, or any free one: nobody needs to know it by heart."""
    for port in (min(address.port + 1, LARGEST_PORT), 0):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((LOCAL, port))
            return int(probe.getsockname()[1])
    raise StackError("No free port for the demonstration ENT.")


def run(data: Path) -> int:
    address, folders = read_address(), make_folders(data)
    with holding(folders) as guard:
        address.require_free()
        say("Starting PostgreSQL and Redis…")
        with Servers(folders).running(guard) as servers:
            environment = environment_of(servers, folders, address)
            say("Preparing the database and the content…")
            prepare(environment, folders, guard)
            run_programs(programs(environment, folders, address), servers, guard, address, folders)
    return 0


def environment_of(servers: Servers, folders: Folders, address: Address) -> Mapping[str, str]:
    defaults = {"DJANGO_SETTINGS_MODULE": "pix.settings.dev", "PIX_PUBLIC_URL": address.url}
    own = {
        "PIX_DATA_DIR": str(folders.data),
        "PORT": str(address.port),
        "PIX_DEMO_ENT_URL": f"http://localhost:{demo_ent_port(address)}",
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **os.environ, **own, **servers.environment}


def prepare(environment: Mapping[str, str], folders: Folders, guard: Guard) -> None:
    log = folders.logs / "prepare.log"
    log.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pix.embedded.prepare"]
    process = Process("The preparation", command, log, environment)
    process.start(guard)
    try:
        if process.wait() != 0:
            raise StackError(f"The preparation failed.\n{last_lines(log, 30)}")
    finally:
        process.stop()


def programs(
    environment: Mapping[str, str], folders: Folders, address: Address
) -> Sequence[Process]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "pix.celery"]
    schedule = f"--schedule={folders.data / 'beat-schedule'}"
    commands = {
        "worker": [*celery, "worker", "--concurrency=2", "--without-mingle", "--without-gossip"],
        "beat": [*celery, "beat", "--pidfile=", schedule],
        **({"demo-ent": demo_ent(environment, folders)} if folders.demo_ent.exists() else {}),
        "web": [*python, "gunicorn", "pix.wsgi", *gunicorn_options(address)],
    }
    return [
        Process(name, command, folders.logs / f"{name}.log", environment)
        for name, command in commands.items()
    ]


def demo_ent(environment: Mapping[str, str], folders: Folders) -> Sequence[str]:
    port = environment["PIX_DEMO_ENT_URL"].rpartition(":")[2]
    service = environment["PIX_PUBLIC_URL"]
    command = [sys.executable, "-m", "pix.demo_ent", "--port", port, "--service", service]
    return [*command, "--people", str(folders.demo_people)]


def gunicorn_options(address: Address) -> Sequence[str]:
    options = {
        "bind": f"{address.host}:{address.port}",
        "worker-class": "gthread",
        "workers": "2",
        "threads": "4",
        "graceful-timeout": "5",
    }
    return [*(f"--{name}={value}" for name, value in options.items()), "--no-control-socket"]


def run_programs(
    processes: Sequence[Process],
    servers: Servers,
    guard: Guard,
    address: Address,
    folders: Folders,
) -> None:
    say("Starting worker, beat and web…")
    try:
        for process in processes:
            process.start(guard)
        processes[-1].wait_until(address.answers, 120)
        announce(address, folders)
        watched = [
            *(Supervised(one.process, partial(one.start, guard)) for one in servers.all),
            *(Supervised(one, partial(one.start, guard)) for one in processes),
        ]
        supervise(watched)
    except KeyboardInterrupt:
        say("\nStopping…")
    finally:
        finish_undisturbed()
        for process in reversed(processes):
            process.stop()


def announce(address: Address, folders: Folders) -> None:
    say(f"\nPix is ready: {address.url}/")
    say(f"Mail it sends: {address.url}/admin/courrier/")
    if folders.demo_ent.exists():
        say(f"A demonstration ENT, to arrive as pupils do: {folders.demo_ent.read_text().strip()}/")
    if folders.demo_accounts.exists():
        say(f"\n{folders.demo_accounts.read_text().strip()}")
    say(f"\nLogs: {folders.logs}    Stop: Ctrl-C\n")
