"""Keep a lesson, or say that it helped."""

from datetime import datetime
from typing import Literal

from competences.models import LessonMark

type Mark = Literal["saved_at", "useful_at"]


def set_mark(*, user_id: int, topic_id: str, mark: Mark, on: bool, now: datetime) -> LessonMark:
    """Set or remove a mark; twice the same changes nothing."""
    found, _ = LessonMark.objects.get_or_create(user_id=user_id, topic_id=topic_id)
    if on != (getattr(found, mark) is not None):
        setattr(found, mark, now if on else None)
        found.save(update_fields=[mark])
    return found
