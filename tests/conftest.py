"""The strict harness: what it forbids cannot be merged by accident (docs/testing.md)."""

import os
import random
import socket
from collections.abc import Iterator

import pytest

os.environ.setdefault("PIX_DATA_DIR", "var/test")

pytest_plugins = ["tests.support.cast"]

LONGEST = ("embedded", "journeys", "architecture")


def pytest_xdist_auto_num_workers() -> int:
    """One more than processors: browsers and servers make a worker wait."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first, so that no worker ends long after the others."""

    def rank(item: pytest.Item) -> int:
        return next(
            (at for at, name in enumerate(LONGEST) if name in item.path.parts), len(LONGEST)
        )

    items.sort(key=rank)


@pytest.fixture(autouse=True)
def _no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        local = isinstance(address, str | bytes) or address[0] in ("127.0.0.1", "localhost", "::1")
        assert local, f"a test tried to reach {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _undefined_template_variables_fail(request: pytest.FixtureRequest) -> Iterator[None]:
    """A variable that a page does not define is a mistake, not an empty text."""
    from tests.support.templates import strict_variables

    with strict_variables():
        yield


@pytest.fixture(autouse=True)
def _unordered_querysets_are_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database promises no order that was not asked for."""
    from django.db.models.query import QuerySet

    fetch_all = QuerySet._fetch_all

    def shuffled(self: QuerySet) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and len(self._result_cache) > 1 and not self.ordered:
            random.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", shuffled)


@pytest.fixture(autouse=True)
def _fresh_start(request: pytest.FixtureRequest) -> None:
    """No test sees what another one cached."""
    asked = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if not asked and request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("_django_db_helper")
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def client(client):
    """Django's client, for which a safe request that writes fails."""
    from tests.support.readonly import forbid_writes_on_safe_requests

    forbid_writes_on_safe_requests(client)
    return client


@pytest.fixture
def now():
    """The clock of a test that passes the time to services."""
    from datetime import UTC, datetime

    return datetime(2027, 1, 4, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The test database holds the small bank, so that no test pays for loading it."""
    from tests.support.bank import load_small_bank
    from tests.support.database import drop_by_force, keep

    with django_db_blocker.unblock():
        load_small_bank()
        keep()
    drop_by_force()
