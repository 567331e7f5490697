"""Small facts kept in Redis for the worker: counts, and what waits to be done.

Nothing here is the truth: every function forgives an unreachable Redis, and a periodic task
finds again in the database what was not said.
"""

import logging
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

import redis
from django.conf import settings
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_MOMENT = 0.5  # seconds
_noting = threading.Lock()
_waiting: set[tuple[str, str]] = set()
_counts: Counter[tuple[str, str]] = Counter()


@cache
def _client() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5, decode_responses=True
    )


def note(
    *, waiting: Mapping[str, str] | None = None, counts: Iterable[tuple[str, str]] = ()
) -> None:
    """Add to sets (`waiting`: name → member) and to counters (hash name, field), within a moment.

    What everyone notes in that moment makes one trip.
    """
    with _noting:
        is_first = not (_waiting or _counts)
        _waiting.update((waiting or {}).items())
        _counts.update(counts)
    if is_first:
        threading.Timer(_MOMENT, _send).start()


def _send() -> None:
    with _noting:
        waiting, counts = list(_waiting), list(_counts.items())
        _waiting.clear()
        _counts.clear()
    try:
        with _client().pipeline(transaction=False) as pipe:
            for name, member in waiting:
                pipe.sadd(name, member)
            for (name, field), count in counts:
                pipe.hincrby(name, field, count)
            pipe.execute()
    except RedisError:
        logger.warning("Redis out of reach: the periodic sweep will find this work")


def take_waiting(name: str, at_most: int) -> list[str]:
    """Remove and return members of a set."""
    _send()
    try:
        members = cast("set[str]", _client().spop(name, at_most) or set())
    except RedisError:
        return []
    return sorted(members)


def take_counts(name: str) -> dict[str, int]:
    """Remove and return the counters of a hash; what is counted meanwhile is for the next time."""
    _send()
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
