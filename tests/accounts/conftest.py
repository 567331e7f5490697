import pytest


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
