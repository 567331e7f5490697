"""A stage for simulators: a page with the frame and the answer form, served like the real one."""

import functools
import http.server
import json
import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.csp import build_policy
from playwright.sync_api import Browser, FrameLocator, Locator, Page

from competences.bank.simulators import get_referee
from competences.engine import mark
from tests.support.browsing import eventually, visit

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Question</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/page.css"></head><body>
<main><h1>Question</h1><iframe id="simulator" data-simulator data-key="test:1"
sandbox="allow-scripts" src="/frame/" title="Simulateur"></iframe>
<form><input type="hidden" name="state">
<button type="button" data-simulator-reset="simulator" hidden>Recommencer</button></form></main>
<script type="module" src="/static/js/simulator.js"></script></body></html>"""
STYLE = """:root { color-scheme: light dark } body { margin: 16px }
iframe { box-sizing: border-box; width: 100%; height: 20rem; border: 1px solid gray }"""
# Resolves with what the answer form holds at that very moment.
LISTEN = """() => { window.synced = new Promise((done) => addEventListener("message", (event) =>
  event.data === "sync" && done(document.querySelector("input[name=state]")?.value))); return 0 }"""
TELL_PAGE = "parent.postMessage('sync', '*')"
TELL_FRAME = "document.querySelector('iframe').contentWindow.postMessage('sync', '*')"


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64  # a browser asks for every module at once


class Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, *args: Any, frame: str) -> None:
        self.frame = frame
        super().__init__(*args)

    def do_GET(self) -> None:
        made = {"/": PAGE, "/frame/": self.frame, "/page.css": STYLE, "/favicon.ico": ""}
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
    server = Server(("127.0.0.1", 0), functools.partial(Handler, frame=frame))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Stage:
    """The page in a browser, and the few things tests do with it."""

    def __init__(self, page: Page, url: str, name: str, scenario: dict[str, Any]) -> None:
        self.page, self.problems = page, list[str]()
        self.name, self.scenario = name, scenario
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self.note)
        page.goto(url)
        self.frame: FrameLocator = page.frame_locator("#simulator")
        self.begin(self.frame)

    def note(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)

    def verdict(self, challenge: dict[str, Any]) -> str:
        """The outcome the server would decide for the state on screen."""
        name, scenario = challenge["simulator"]["name"], challenge["simulator"]["scenario"]
        final = get_referee(name).final_state(scenario, self.state)
        return mark("simulator", challenge["solution"], {"state": final}).outcome

    @property
    def final(self) -> dict[str, Any]:
        return get_referee(self.name).final_state(self.scenario, self.state)

    @property
    def state(self) -> dict[str, Any]:
        """The state that the answer form would post."""
        return json.loads(self.settle())

    def begin(self, frame: FrameLocator) -> None:
        """Nothing moves any more under the pointer: look, height and letters have come."""
        frame.locator(".app").wait_for()
        self.settle()
        self.page.frames[-1].evaluate("document.fonts.ready.then(() => true)")

    def settle(self) -> str:
        """The state, once nothing is on its way.

        Messages arrive in order: once these have, so has all that was said before. What the frame
        said may make the page answer (restore), and that the frame speak again.
        """
        page, frame = self.page, self.page.frames[-1]
        for teller, message, listener in (
            (frame, TELL_PAGE, page), (page, TELL_FRAME, frame), (frame, TELL_PAGE, page),
        ):  # fmt: skip
            listener.evaluate(LISTEN)
            teller.evaluate(message)
            said = listener.evaluate("window.synced")
        return said

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.frame.get_by_role("button", name=name, exact=exact)

    def choose(self, name: str) -> None:
        self.frame.get_by_role("menuitem", name=name).click()

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is on what has this name or text, as someone would."""
        script = """() => { const here = document.activeElement;
            const label = here.labels?.[0]?.textContent;
            return here.getAttribute("aria-label") ?? label ?? here.textContent; }"""
        for _ in range(60):
            self.keys("Tab")
            texts = [frame.evaluate(script) for frame in self.page.frames]
            if any(text.strip().startswith(name) for text in texts):
                return
        raise AssertionError(f"Tab never reached {name}")

    def fits(self) -> bool:
        """Is nothing wider than the frame, once it has told its height?"""
        self.settle()
        script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        eventually(self.page, lambda: all(one.evaluate(script) for one in self.page.frames))
        return True


class Theatre:
    """Opens stages in one browser, and closes them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @contextmanager
    def stage(self, name: str, scenario: dict[str, Any], **context: Any) -> Iterator[Stage]:
        with served(name, scenario) as url:
            own = visit(self.browser, **context)
            stage = Stage(own.new_page(), url, name, scenario)
            yield stage
            own.close()
        assert stage.problems == []

    @contextmanager
    def alone(self, name: str, scenario: dict[str, Any], **context: Any) -> Iterator[Page]:
        """The frame's document as a page of its own, for tools that do not enter frames."""
        with served(name, scenario) as url:
            own = visit(self.browser, **context)
            page = own.new_page()
            page.goto(f"{url}frame/")
            page.locator(".app").wait_for()
            yield page
            own.close()


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def theatre(browser: Browser) -> Theatre:
    """Stages in the one browser of the journeys: Playwright runs once in a process."""
    return Theatre(browser)


def documented(name: str) -> list[dict[str, Any]]:
    """The worked examples of docs/simulators.md for a simulator."""
    text = (ROOT / "docs" / "simulators.md").read_text()
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]
    return [block for block in blocks if block.get("simulator", {}).get("name") == name]


def accessibility_problems(page: Page) -> list[str]:
    results = Axe().run(page)
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
