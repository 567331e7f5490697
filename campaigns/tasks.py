"""Background work of campaigns."""

from celery import shared_task
from django.utils import timezone

_BATCH = 100


@shared_task
def live_demo_class(organisation_id: int, class_name: str) -> None:
    from campaigns.services.histories import live_class  # noqa: PLC0415 -- services enqueue tasks

    live_class(organisation_id, class_name, now=timezone.now())


@shared_task
def refresh_waiting_digests() -> int:
    """Compute the digests of the campaigns that somebody sent results to."""
    from campaigns.services.digests import refresh_waiting  # noqa: PLC0415 -- see live_demo_class

    return refresh_waiting(now=timezone.now(), at_most=_BATCH)


@shared_task
def refresh_stale_digests() -> int:
    """Find the digests that were never computed again (lost message, Redis or worker down)."""
    from campaigns.services.digests import refresh_stale  # noqa: PLC0415 -- see live_demo_class

    return refresh_stale(now=timezone.now(), at_most=_BATCH)


@shared_task
def judge_active_learners() -> int:
    """Each night: who could sit the certification, among those who answered lately."""
    from campaigns.services.standings import judge_active  # noqa: PLC0415 -- see live_demo_class

    return judge_active(now=timezone.now())


@shared_task
def judge_all_learners() -> int:
    """Each week: everybody, also those whom a nightly run missed."""
    from campaigns.services.standings import judge_all  # noqa: PLC0415 -- see live_demo_class

    return judge_all(now=timezone.now())
