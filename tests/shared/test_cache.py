"""The cache while Redis is away, or there and silent."""

import socket

import pytest
from django.conf import settings

from pix.shared.cache import ForgivingRedisCache


@pytest.fixture
def silent_redis():
    """Takes connections and never answers, as a frozen process does."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        yield ForgivingRedisCache(address, {"OPTIONS": settings.CACHES["default"]["OPTIONS"]})


def test_a_redis_that_hangs_holds_nobody(silent_redis):
    assert silent_redis.get("x", "absent") == "absent"
    silent_redis.set("x", 1)
    assert silent_redis.incr("x") == 1
