"""P9: the grid of an invigilator, thirty posts, one refresh.

Server time: from the request to the whole fragment, middleware, database and template included.
The statements of the request are counted, those of the session and of the account too.
"""

import time
from collections.abc import Iterator
from statistics import median

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from certification.models import Session
from certification.selectors.formats import default_format
from tests.bench.measure import Measure
from tests.factories.certification import SessionFactory
from tests.support.room import fill_room

_MILLISECONDS = 1000
_HTMX = {"HX-Request": "true"}


def cost_of_a_refresh(rounds: int) -> Iterator[Measure]:
    session = SessionFactory(format=default_format())
    fill_room(session, now=timezone.now())
    browser = _entered(session)
    address = f"/surveillance/{session.number}/grille/"
    with override_settings(DEBUG=False):
        whole = list(_times(browser, address, 200, 20 * rounds))
        started = time.process_time()
        browser.get(f"/surveillance/{session.number}/")
        first = (time.process_time() - started) * _MILLISECONDS
        page = browser.get(address, headers=_HTMX)
        mark = page.content.decode().split('name="vu" value="')[1].split('"')[0]
        same = list(_times(browser, f"{address}?vu={mark}", 204, 20 * rounds))
        with CaptureQueriesContext(connection) as made:
            browser.get(address, headers=_HTMX)
    details = {"wall": [wall for wall, _ in whole], "cpu": [cpu for _, cpu in whole]}
    yield Measure("P9", "30 posts: statements of a refresh", len(made), "", 5)
    wall = median(details["wall"])
    yield Measure("P9", "30 posts: a refresh, tiles already drawn", wall, "ms", 15, details=details)
    yield Measure("", "  CPU of the web process", median(details["cpu"]), "ms")
    yield Measure("", "  CPU of the whole page, every tile drawn", first, "ms")
    yield Measure("", "  a refresh where nothing changed", median(w for w, _ in same), "ms")
    yield Measure("", "  the fragment, raw", len(page.content) / 1000, "kB")


def _times(browser: Client, address: str, status: int, times: int) -> Iterator[tuple[float, float]]:
    """Milliseconds, passed and of this process, but those of the first visits."""
    for number in range(times + 3):
        wall, cpu = time.perf_counter(), time.process_time()
        response = browser.get(address, headers=_HTMX)
        spent = time.perf_counter() - wall, time.process_time() - cpu
        if response.status_code != status:
            raise SystemExit(f"{address} answered {response.status_code}")
        if number >= 3:
            yield spent[0] * _MILLISECONDS, spent[1] * _MILLISECONDS


def _entered(session: Session) -> Client:
    user = User.objects.create(username=f"n{session.number}", password=make_password(None))
    browser = Client(headers={"host": "localhost"})
    browser.force_login(user)
    typed = {"number": session.number, "password": session.supervision_password}
    browser.post("/surveillance/", typed)
    return browser
