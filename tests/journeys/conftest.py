"""A real browser on a real server. `page_without_js` walks the same pages without JavaScript."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pix.embedded.browser import find_browser
from tests.support.browsing import visit
from tests.support.served import Busy

# Playwright keeps an event loop in this thread; the database is still used by one thread at a time.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed after the last journey: what a worker runs next may need an event loop of its own."""
    with sync_playwright() as playwright:
        path = str(find_browser())
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def busy(live_server) -> Busy:
    httpd = live_server.thread.httpd
    httpd.socket.listen(64)  # a browser asks for many files at once
    busy = Busy(httpd.get_app())
    httpd.set_app(busy)
    return busy


@contextmanager
def visited(browser: Browser, url: str, busy: Busy, **how) -> Iterator[Page]:
    context = visit(browser, base_url=url, locale="fr-FR", **how)
    yield context.new_page()
    context.close()
    busy.wait()


@pytest.fixture
def page(browser: Browser, live_server, busy: Busy) -> Iterator[Page]:
    with visited(browser, live_server.url, busy) as page:
        yield page


@pytest.fixture
def page_without_js(browser: Browser, live_server, busy: Busy) -> Iterator[Page]:
    with visited(browser, live_server.url, busy, java_script_enabled=False) as page:
        yield page
