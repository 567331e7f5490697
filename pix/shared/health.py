"""Is what the platform stands on alive? Each check answers within about a second."""

from typing import Any

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import RedisError

TIMEOUT = 0.5  # seconds
QUEUE = "celery"


def report() -> dict[str, bool]:
    redis = redis_answers()
    return {
        "database": database_answers(),
        "redis": redis,
        "worker": redis and worker_answers(),
    }


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def redis_answers() -> bool:
    try:
        with _redis() as redis:
            return bool(redis.ping())
    except RedisError:
        return False


def worker_answers() -> bool:
    """One worker is enough: `limit` returns at the first reply."""
    try:
        replies: list[Any] = current_app.control.broadcast(
            "ping", reply=True, timeout=TIMEOUT, limit=1
        )
    except (OperationalError, RedisError):
        return False
    return bool(replies)


def waiting_tasks() -> int:
    try:
        with _redis() as redis:
            return int(redis.llen(QUEUE))
    except RedisError:
        return 0


def _redis() -> Redis:
    return Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
    )
