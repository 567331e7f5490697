import pytest
from django.core.cache import cache

from tests.support.everything import somebody


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def person(school, administrator, now):
    """Of whom every table holds something."""
    return somebody(school, now)


@pytest.fixture
def client_factory():
    """Another browser."""
    from django.test import Client

    return Client


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    """Send a form; mail leaves as it would once the request is over."""

    def send(address, data=None):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data or {})

    return send
