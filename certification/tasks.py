"""Background work of certification."""

import secrets

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


@shared_task
def score_session(session_id: int) -> None:
    from certification.models import Session  # noqa: PLC0415 -- see make_papers_of
    from certification.services import scoring  # noqa: PLC0415 -- see make_papers_of

    scoring.score_session(Session.objects.get(pk=session_id), now=timezone.now())


@shared_task
def score_waiting_sessions() -> None:
    """What the queue missed, or a worker was killed upon: sessions to score, people to tell."""
    from certification.models import Session  # noqa: PLC0415 -- see make_papers_of
    from certification.services import notices, scoring  # noqa: PLC0415 -- see make_papers_of

    waiting = Session.objects.filter(finalised_at__isnull=False, scored_at=None)
    for session in waiting.order_by("finalised_at"):
        scoring.score_session(session, now=timezone.now())
    notices.tell_waiting(now=timezone.now())


@shared_task
def tend_tests() -> int:
    """End the tests whose time is over, even if nobody is there; say whose page is silent."""
    from certification.services.presence import note_silences  # noqa: PLC0415 -- see the module
    from certification.services.tests import end_overdue  # noqa: PLC0415 -- see the module

    now = timezone.now()
    note_silences(now)
    return end_overdue(now)


@shared_task
def tell_results(session_id: int) -> None:
    from certification.services import notices  # noqa: PLC0415 -- see make_papers_of

    notices.tell_session(session_id, now=timezone.now())


@shared_task
def make_demo_centre() -> None:
    """After the pasts of the classes: pupils are certified on what they know."""
    from certification.services.demo.sessions import make_all  # noqa: PLC0415 -- see make_papers_of

    make_all(now=timezone.now())


@shared_task
def move_demo_room() -> int:
    """Candidates of the demonstration work while somebody supervises them."""
    from certification.services.demo import live  # noqa: PLC0415 -- see make_papers_of

    return live.move_watched_room(seed=secrets.randbits(30), now=timezone.now())
