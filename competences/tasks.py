"""Background work: levels and pix, and what the web left for later."""

from celery import shared_task
from django.utils import timezone

_BATCH = 500


@shared_task(autoretry_for=(Exception,), retry_backoff=2, max_retries=5)
def fold_profile(user_id: int, competence_id: str) -> None:
    """Fold one person's answers in one competence."""
    # Imported here: services enqueue these tasks, so the module above may not import them.
    from competences.services.folding import store_fold

    store_fold(user_id, competence_id, now=timezone.now())


@shared_task
def fold_waiting_profiles() -> int:
    """Fold the profiles that answers were added to since the last time."""
    from competences.services.upkeep import fold_waiting

    return fold_waiting(now=timezone.now(), at_most=_BATCH)


@shared_task
def fold_stale_profiles() -> int:
    """Find profiles whose answers were never folded (lost message, Redis or worker down)."""
    from competences.services.upkeep import fold_stale

    return fold_stale(now=timezone.now(), at_most=_BATCH)


@shared_task
def fold_exposure() -> int:
    """Move the counters of asked challenges from Redis to the table."""
    from competences.services.exposure import fold_counts

    return fold_counts(today=timezone.localdate())
