"""Background work: levels and pix, and what the web left for later.

Services enqueue these tasks, so they are imported inside the functions.
"""

from celery import shared_task
from django.utils import timezone

_BATCH = 500


@shared_task(autoretry_for=(Exception,), retry_backoff=2, max_retries=5)
def fold_profile(user_id: int, competence_id: str) -> None:
    """Fold one person's answers in one competence."""
    from competences.services.folding import store_fold  # noqa: PLC0415 -- see the module

    store_fold(user_id, competence_id, now=timezone.now())


@shared_task
def fold_waiting_profiles() -> int:
    """Fold the profiles that answers were added to since the last time."""
    from competences.services.upkeep import fold_waiting  # noqa: PLC0415 -- see the module

    return fold_waiting(now=timezone.now(), at_most=_BATCH)


@shared_task
def fold_stale_profiles() -> int:
    """Find profiles whose answers were never folded (lost message, Redis or worker down)."""
    from competences.services.upkeep import fold_stale  # noqa: PLC0415 -- see the module

    return fold_stale(now=timezone.now(), at_most=_BATCH)


@shared_task
def fold_exposure() -> int:
    """Move the counters of asked challenges from Redis to the table."""
    from competences.services.exposure import fold_counts  # noqa: PLC0415 -- see the module

    return fold_counts(today=timezone.localdate())
