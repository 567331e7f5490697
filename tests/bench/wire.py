"""P12: what a first visit and a next question weigh on the wire."""

import gzip
from collections.abc import Iterator, Sequence
from statistics import median

from playwright.sync_api import Response, sync_playwright

from pix.embedded.browser import find_browser
from tests.bench.answers import CROWD, Site, real_run
from tests.bench.learners import make_learners
from tests.bench.load import Reply
from tests.bench.measure import Measure, percentile

KILOBYTE = 1000


def first_visit(port: int) -> Iterator[Measure]:
    """The home page in a browser that never came."""
    responses: list[Response] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_browser()), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 -- marked
        page.goto(f"http://127.0.0.1:{port}/", wait_until="networkidle")
        parts = {response.url.partition("/")[2]: _weight(response) for response in responses}
        browser.close()
    yield Measure("P12", "first visit", sum(parts.values()) / KILOBYTE, "kB", 150, details=parts)
    yield Measure("", "  requests", len(responses), "", at_most=15)


def _weight(response: Response) -> int:
    sizes = response.request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def next_question(site: Site) -> Iterator[Measure]:
    legs, _ = real_run(site, make_learners(40, seed=12), people=CROWD)
    wire = [len(reply.body) + reply.head_size for reply in legs.replies]
    yield Measure("P12", "next question, 95 %", percentile(wire, 0.95) / KILOBYTE, "kB", 10)
    yield Measure("", "  median", median(wire) / KILOBYTE, "kB")
    yield Measure("", "  its headers", median(r.head_size for r in legs.replies) / KILOBYTE, "kB")
    yield from _page(legs.replies)


def _page(replies: Sequence[Reply]) -> Iterator[Measure]:
    pages = [_opened(reply) for reply in replies]
    yield Measure("", "  its page, raw", median(map(len, pages)) / KILOBYTE, "kB")
    small = median(len(gzip.compress(page, 6)) for page in pages)
    yield Measure("", "  its page, gzip", small / KILOBYTE, "kB")


def _opened(reply: Reply) -> bytes:
    compressed = reply.headers.get("content-encoding") == "gzip"
    return gzip.decompress(reply.body) if compressed else reply.body
