"""Background work of campaigns."""

from celery import shared_task
from django.utils import timezone


@shared_task
def live_demo_class(organisation_id: int, class_name: str) -> None:
    from campaigns.services.histories import live_class  # noqa: PLC0415 -- services enqueue tasks

    live_class(organisation_id, class_name, now=timezone.now())
