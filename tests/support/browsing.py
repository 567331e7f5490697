"""Patience in a browser: deadlines for a loaded machine, which a quick one never meets."""

from collections.abc import Callable
from typing import Literal

from django.conf import settings
from django.db.models import Q
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from tests.support.http_class import session_of

PATIENCE = 60_000  # milliseconds

expect.set_options(timeout=PATIENCE / 2)


def visit(browser: Browser, **how) -> BrowserContext:
    """Somebody's browser: nothing is shared with the other visits."""
    context = browser.new_context(**how)
    context.set_default_timeout(PATIENCE)
    return context


def eventually(page: Page, condition: Callable[[], bool]) -> None:
    """For what no `expect` can say."""
    for _ in range(PATIENCE // 100):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing changed in time")


def sign_in(page: Page, login: str, address: str = "/accueil/") -> None:
    """As whoever signed in a moment ago, before opening this page."""
    user = User.objects.get(Q(email=login) | Q(username=login))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user)}
    page.context.add_cookies([{**cookie, "domain": "localhost", "path": "/"}])
    page.goto(address)


def leave(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Press or follow, and be elsewhere: what comes next must not overtake what was sent."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()
