"""Background work of certification."""

from celery import shared_task
from django.utils import timezone


@shared_task
def make_papers_of(batch_id: int) -> None:
    from certification.services.paper_batches import (  # noqa: PLC0415 -- services enqueue tasks
        make_papers,
    )

    make_papers(batch_id=batch_id, now=timezone.now())


@shared_task
def tend_papers() -> None:
    from certification.services import paper_batches  # noqa: PLC0415 -- see make_papers_of

    paper_batches.tend_papers(now=timezone.now())
