"""Whether somebody looks at a class at work, told by the page itself."""

from typing import Final

from django.core.cache import cache

_SECONDS: Final = 30


def note_watched(campaign_id: int) -> None:
    cache.set(_key(campaign_id), True, _SECONDS)


def is_watched(campaign_id: int) -> bool:
    return bool(cache.get(_key(campaign_id)))


def _key(campaign_id: int) -> str:
    return f"watched:{campaign_id}"
