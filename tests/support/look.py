"""Look at pages: four screenshots of each address, what axe finds, what the first visit weighs.

python -m tests.support.look http://localhost:8000/ http://localhost:8000/aide/ --out var/shots
… --login eleve@example.org --password … signs in first · --no-javascript · --width 320 --zoom 2
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, sync_playwright

from pix.embedded.browser import find_browser

WIDTHS = (390, 1280)
THEMES = ("light", "dark")
HEIGHT = 900


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--out", type=Path, default=Path("var/shots"))
    parser.add_argument("--login", help="e-mail or username")
    parser.add_argument("--password", default=os.environ.get("LOOK_PASSWORD", ""))
    parser.add_argument("--width", type=int, action="append", help="instead of 390 and 1280")
    parser.add_argument("--zoom", type=float, default=1, help="200 %% zoom is 2")
    parser.add_argument("--no-javascript", action="store_true")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        path = str(find_browser())
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        found = sum(look(browser, url, options) for url in options.urls)
        browser.close()
    return 1 if found else 0


def look(browser: Browser, url: str, options: argparse.Namespace) -> int:
    problems = 0
    for width in options.width or WIDTHS:
        for theme in THEMES:
            page = open_page(browser, url, options, width, theme)
            name = f"{slug(url)}-{width}-{theme}.png"
            page.screenshot(path=options.out / name, full_page=True)
            problems += report(page, name, list(findings(page, options)))
            page.context.close()
    say(f"{url}: {weight(browser, url, options)}")
    return problems


def open_page(
    browser: Browser, url: str, options: argparse.Namespace, width: int, theme: str
) -> Page:
    context = browser.new_context(
        viewport={"width": round(width / options.zoom), "height": round(HEIGHT / options.zoom)},
        device_scale_factor=options.zoom,
        color_scheme=theme,
        reduced_motion="reduce",
        java_script_enabled=not options.no_javascript,
        locale="fr-FR",
    )
    page = context.new_page()
    if options.login:
        sign_in(page, url, options)
    page.goto(url, wait_until="networkidle")
    return page


def sign_in(page: Page, url: str, options: argparse.Namespace) -> None:
    page.goto(urljoin(url, "/connexion/"))
    page.locator("input[name=login]").fill(options.login)
    page.locator("input[name=password]").fill(options.password)
    page.locator("main button[type=submit], main form button:not([type])").first.click()
    page.wait_for_load_state("networkidle")


def findings(page: Page, options: argparse.Namespace) -> Iterator[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        yield f"scrolls sideways by {wide} px"
    if options.no_javascript:
        return
    for rule in Axe().run(page).response["violations"]:
        targets = "; ".join(str(node["target"][0]) for node in rule["nodes"][:3])
        yield f"axe {rule['id']} ({rule['impact']}): {rule['help']}: {targets}"


def report(page: Page, name: str, problems: list[str]) -> int:
    say(f"{name} {page.title()!r} {'ok' if not problems else ''}")
    for problem in problems:
        say(f"  {problem}")
    return len(problems)


def weight(browser: Browser, url: str, options: argparse.Namespace) -> str:
    """Requests and bytes on the wire of a first visit (as this server compresses them)."""
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT})
    page = context.new_page()
    responses: list[Response] = []
    # Playwright marks the function it is given; a built-in method cannot be marked.
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 -- see above
    page.goto(url, wait_until="networkidle")
    host = urlsplit(url).netloc
    sizes = [response.request.sizes()["responseBodySize"] for response in responses]
    foreign = [r.url for r in responses if urlsplit(r.url).netloc not in (host, "")]
    context.close()
    return f"{len(sizes)} requests, {sum(sizes) / 1000:.0f} kB" + (f", {foreign}" * bool(foreign))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def slug(url: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", urlsplit(url).path.lower()).strip("-") or "home"


if __name__ == "__main__":
    sys.exit(main())
