import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_counted():
    """No attempt of another test counts; also where only a mark asks for the database."""
    cache.clear()


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    """Send a form; mail leaves as it would once the request is over."""

    def send(address, data=None, **extra):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data or {}, **extra)

    return send


@pytest.fixture
def client_factory():
    """Another browser."""
    from django.test import Client

    return Client
