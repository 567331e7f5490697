"""How often something that could be guessed was tried: counted in the cache, forgotten by itself.

Without Redis nothing is counted and people still get in.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User


def count_try(key: str, *, memory: timedelta) -> int:
    """One more: how many there were, `memory` long from the first."""
    name = f"tries:{key}"
    cache.add(name, 0, memory.total_seconds())
    return int(cache.incr(name))


def tried_by(request: HttpRequest, action: str, *, user: User | None) -> int:
    """How often this person did it in a minute; without account, everybody of this address."""
    who = f"user:{user.pk}" if user else f"address:{get_adapter().get_client_ip(request)}"
    return count_try(f"{action}:{who}", memory=timedelta(minutes=1))
