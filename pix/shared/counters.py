"""Small facts kept in Redis for the worker: counts, and what waits to be done.

Nothing here is the truth: every function forgives an unreachable Redis, and a periodic task
finds again in the database what was not said.
"""

import logging
from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

import redis
from django.conf import settings
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


@cache
def _client() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5, decode_responses=True
    )


def note(
    *, waiting: Mapping[str, str] | None = None, counts: Iterable[tuple[str, str]] = ()
) -> None:
    """Add to sets (`waiting`: name → member) and to counters (hash name, field), in one trip."""
    try:
        with _client().pipeline(transaction=False) as pipe:
            for name, member in (waiting or {}).items():
                pipe.sadd(name, member)
            for name, field in counts:
                pipe.hincrby(name, field, 1)
            pipe.execute()
    except RedisError:
        logger.warning("Redis out of reach: the periodic sweep will find this work")


def take_waiting(name: str, at_most: int) -> list[str]:
    """Remove and return members of a set."""
    try:
        members = cast("set[str]", _client().spop(name, at_most) or set())
    except RedisError:
        return []
    return sorted(members)


def take_counts(name: str) -> dict[str, int]:
    """Remove and return the counters of a hash; what is counted meanwhile is for the next time."""
    taken = f"{name}:taken"
    try:
        client = _client()
        if not client.exists(name):
            return {}
        client.rename(name, taken)
        counts = cast("dict[str, str]", client.hgetall(taken))
        client.delete(taken)
    except RedisError:
        return {}
    return {field: int(count) for field, count in counts.items()}
