"""Repeated failures to sign in: a pause from the tenth, doubling from two minutes (product.md 6).

Counted for each account and never for an address: a whole school signs in from one. Kept in the
cache, for a day after the first failure; without Redis nothing is counted and people still sign in.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.cache import cache

from accounts.models import User

MEMORY: Final = timedelta(days=1)


def account_key(name: str) -> str:
    """The same for the e-mail address and the username of one person, in any case."""
    try:
        return person_key(User.objects.get_by_natural_key(name))
    except User.DoesNotExist:
        return "name:" + hashlib.sha256(name.strip().lower().encode()).hexdigest()


def person_key(user: User) -> str:
    return f"user:{user.pk}"


def pause_left(key: str, *, now: datetime) -> timedelta:
    """How long this account must still wait, zero when it may try."""
    until: datetime | None = cache.get(_pause(key))
    return max(until - now, timedelta(0)) if until else timedelta(0)


def record_failure(key: str, *, now: datetime) -> None:
    cache.add(_count(key), 0, MEMORY.total_seconds())
    failures = cache.incr(_count(key))
    beyond = failures - settings.SIGN_IN_FAILURES_ALLOWED
    if beyond >= 0:
        pause = min(settings.SIGN_IN_FIRST_PAUSE * 2**beyond, MEMORY)
        cache.set(_pause(key), now + pause, pause.total_seconds())


def forget_failures(key: str) -> None:
    cache.delete(_count(key))
    cache.delete(_pause(key))


def _count(key: str) -> str:
    return f"sign-in:failures:{key}"


def _pause(key: str) -> str:
    return f"sign-in:pause:{key}"
