"""Whether somebody looks at the supervision of a session, told by the page itself."""

from typing import Final

from django.core.cache import cache

_SECONDS: Final = 30


def note_watched(session_id: int) -> None:
    cache.set(_key(session_id), True, _SECONDS)


def is_watched(session_id: int) -> bool:
    return bool(cache.get(_key(session_id)))


def _key(session_id: int) -> str:
    return f"supervision-watched:{session_id}"
