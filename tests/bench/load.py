"""People who send answers over HTTP, each as fast as the server replies."""

import http.client
import socket
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from queue import Empty, SimpleQueue

HTMX = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept-Encoding": "gzip",
    "HX-Request": "true",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A form to send, and what the page that comes back must hold."""

    body: bytes
    expected: bytes


@dataclass(frozen=True, slots=True)
class Visit:
    """One person on one page: forms sent one after the other."""

    path: str
    headers: Mapping[str, str]
    posts: Sequence[Post]


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    expected: bytes = b""

    @property
    def is_right(self) -> bool:
        # A compressed page is not opened: the cost of doing so is the browser's.
        return self.status == http.HTTPStatus.OK and (
            self.expected in self.body or self.headers.get("content-encoding") == "gzip"
        )

    @property
    def head_size(self) -> int:
        return sum(len(name) + len(value) + 4 for name, value in self.headers.items())


@dataclass
class Browser:
    """One connection, kept open."""

    port: int
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        started = time.perf_counter()
        try:
            response = self._exchange(method, path, headers, body)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closes what stayed idle; a browser opens another connection as well.
            self.close()
            response = self._exchange(method, path, headers, body)
        content = response.read()
        received = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, received, content, time.perf_counter() - started)

    def _exchange(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> http.client.HTTPResponse:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.request(method, path, body or None, dict(headers))
        return self.connection.getresponse()

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def play(port: int, visits: Sequence[Visit], *, people: int) -> list[Reply]:
    """Make all the visits, `people` at a time, without a pause."""
    waiting: SimpleQueue[Visit] = SimpleQueue()
    for visit in visits:
        waiting.put(visit)

    def person() -> list[Reply]:
        browser, replies = Browser(port), []
        try:
            while True:
                replies += _make(browser, waiting.get_nowait())
        except Empty:
            return replies
        finally:
            browser.close()

    with ThreadPoolExecutor(people) as pool:
        started = [pool.submit(person) for _ in range(people)]
        return list(chain.from_iterable(future.result() for future in started))


def _make(browser: Browser, visit: Visit) -> list[Reply]:
    replies = []
    for post in visit.posts:
        reply = browser.send("POST", visit.path, visit.headers, post.body)
        replies.append(Reply(reply.status, reply.headers, reply.body, reply.seconds, post.expected))
    return replies
