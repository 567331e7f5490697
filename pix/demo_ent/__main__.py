"""Serve the demonstration ENT on this machine."""

import argparse
import signal
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from types import FrameType
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from pix.demo_ent.app import DemoEnt


class Server(ThreadingMixIn, WSGIServer):
    """A thread a request: it answers the platform while the platform answers it."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Addresses hold tickets: they are not written down."""


def make(port: int, services: list[str], people: Path | None = None) -> Server:
    """Bound to its port (0: any free one), not serving yet."""
    server: Server = make_server(
        "127.0.0.1", port, lambda *_: [], server_class=Server, handler_class=QuietHandler
    )
    server.set_app(DemoEnt(f"http://localhost:{server.server_port}", services, people))
    return server


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m pix.demo_ent", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--service", action="append", required=True, help="address it serves")
    parser.add_argument("--people", type=Path, help="JSON file of its people")
    options = parser.parse_args()
    server = make(options.port, [one.rstrip("/") for one in options.service], options.people)
    signal.signal(signal.SIGTERM, _stop)
    sys.stdout.write(f"http://localhost:{server.server_port}/\n")
    sys.stdout.flush()
    server.serve_forever()
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
