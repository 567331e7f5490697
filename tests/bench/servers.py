"""A database of its own for each run, and web servers as the embedded run starts them."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from pix.embedded.run import Address, gunicorn_options

DATABASE = "pix_bench"
PATIENCE = 60  # seconds


def use_new_database() -> None:
    """Every run starts from nothing; whatever else the server holds is left alone."""
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    os.environ["DATABASE_URL"] = urlsplit(address)._replace(path=f"/{DATABASE}").geturl()


@contextlib.contextmanager
def web(application: str, settings: str, log: Path) -> Iterator[tuple[int, int]]:
    """A web server on a free port: (port, process id)."""
    port = free_port()
    options = gunicorn_options(Address("127.0.0.1", port))
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, *options],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": settings},
            stdout=output,
            stderr=output,
        )
    try:
        wait_for(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/sante/")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise SystemExit("A web server did not start: see its log in the data folder.")
