"""How often something that could be guessed was tried: counted in the cache, forgotten by itself.

Without Redis nothing is counted and people still get in.
"""

from datetime import timedelta

from django.core.cache import cache


def count_try(key: str, *, memory: timedelta) -> int:
    """One more: how many there were, `memory` long from the first."""
    name = f"tries:{key}"
    cache.add(name, 0, memory.total_seconds())
    return int(cache.incr(name))
