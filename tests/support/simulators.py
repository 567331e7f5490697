"""A stage for simulators: a page with the frame and the answer form, served like the real one."""

import functools
import http.server
import json
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.csp import build_policy
from playwright.sync_api import Browser, FrameLocator, Locator, Page, sync_playwright

from pix.embedded.browser import find_browser

STATIC = Path(__file__).resolve().parents[2] / "static"
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Question</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"></head><body>
<main><h1>Question</h1><iframe id="simulator" data-simulator data-key="test:1" sandbox="allow-scripts"
src="/frame/" title="Simulateur"></iframe><form><input type="hidden" name="state">
<button type="button" data-simulator-reset="simulator" hidden>Recommencer</button></form></main>
<script type="module" src="/static/js/simulator.js"></script></body></html>"""
STYLE = ":root{color-scheme:light dark}body{margin:16px}iframe{width:100%;height:20rem;border:0}"


class Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, *args: Any, frame: str) -> None:
        self.frame = frame
        super().__init__(*args)

    def do_GET(self) -> None:  # noqa: N802 -- the name http.server expects
        made = {"/": PAGE, "/frame/": self.frame, "/page.css": STYLE}
        if self.path in made:
            kind = "text/css" if self.path.endswith(".css") else "text/html; charset=utf-8"
            return self.answer(made[self.path].encode(), kind)
        file = STATIC / self.path.removeprefix("/static/")
        if not (self.path.startswith("/static/") and file.is_file()):
            return self.send_error(HTTPStatus.NOT_FOUND)
        return self.answer(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "font/woff2")

    def answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")  # as WhiteNoise does
        self.send_header("Content-Security-Policy", build_policy(settings.SECURE_CSP))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def served(name: str, scenario: dict[str, Any]) -> Iterator[str]:
    context = {"name": name, "title": "Simulateur", "scenario": scenario}
    frame = render_to_string("competences/simulator.html", context)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, frame=frame)
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_browser()), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


class Stage:
    """The page in a browser, and the few things tests do with it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.problems = page, list[str]()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self.note)
        page.goto(url)
        self.frame: FrameLocator = page.frame_locator("#simulator")
        self.frame.locator(".app").wait_for()

    def note(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)

    @property
    def state(self) -> dict[str, Any]:
        """The state that the answer form would post."""
        self.page.wait_for_timeout(80)
        return json.loads(self.page.locator("input[name=state]").input_value())

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.frame.get_by_role("button", name=name, exact=exact)

    def choose(self, name: str) -> None:
        self.frame.get_by_role("menuitem", name=name).click()

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def fits(self) -> bool:
        """Is nothing wider than the frame?"""
        script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        return all(frame.evaluate(script) for frame in self.page.frames)
