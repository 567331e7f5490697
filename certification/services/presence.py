"""Who is there: the browser that takes a test, its silences, and the signals it sends.

Signals are for the invigilator; they sanction nobody.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from certification.enums import EventKind, TestState
from certification.models import Candidate, CertificationTest, TestEvent
from certification.selectors.clock import clock_of, open_alert
from certification.services.clock import give_back
from certification.services.locks import lock

# What a page may say by itself, and how often in a whole test: a broken one must not fill a table.
SIGNALS: Final = (EventKind.FOCUS_LOST, EventKind.FOCUS_BACK, EventKind.SECOND_WINDOW)
_MOST_SIGNALS: Final = 300


def note(
    kind: EventKind,
    *,
    now: datetime,
    test: CertificationTest | None = None,
    candidate: Candidate | None = None,
    position: int | None = None,
    author: User | None = None,
    detail: dict[str, Any] | None = None,
) -> TestEvent:
    """Write down what happened to a candidate or in a test."""
    return TestEvent.objects.create(
        candidate_id=candidate.pk if candidate else test.candidate_id if test else None,
        test=test,
        kind=kind,
        at=now,
        position=position,
        author=author,
        detail=detail or {},
    )


def signal(
    test: CertificationTest,
    kind: EventKind,
    *,
    position: int | None,
    now: datetime,
    seconds: float | None = None,
) -> None:
    """A signal of the page, if it is one that pages send."""
    if kind not in SIGNALS or test.state != TestState.STARTED:
        return
    if test.events.filter(kind=kind).count() < _MOST_SIGNALS:
        lasted = {} if seconds is None else {"seconds": round(seconds, 1)}
        note(kind, test=test, position=position, now=now, detail=lasted)


def see(test: CertificationTest, *, post: str, now: datetime) -> bool:
    """The page of this browser gives a sign of life. Says whether it is the one that may go on.

    After a silence, the time it lasted is given back, up to a limit: beyond, it is for the
    invigilator to decide.
    """
    if test.post != post:
        return False
    if test.suspended_at is not None:
        return False
    here = CertificationTest.objects.filter(
        Q(last_seen_at=None) | Q(last_seen_at__gt=now - settings.SILENCE),
        pk=test.pk,
        post=post,
        state=TestState.STARTED,
        suspended_at=None,
    )
    if not here.update(last_seen_at=now):
        _come_back(test, post, now)
    return test.suspended_at is None and test.post == post


@transaction.atomic
def _come_back(test: CertificationTest, post: str, now: datetime) -> None:
    lock(test)
    if test.state == TestState.STARTED and test.suspended_at is None and test.post == post:
        end_silence(test, now)
        test.last_seen_at = now
        test.save(update_fields=["last_seen_at"])


def end_silence(test: CertificationTest, now: datetime) -> None:
    """Give back the time of a silence that ends now. The lock is held."""
    since = test.last_seen_at
    clock = clock_of(test, open_alert(test))
    if since is None or now - since <= settings.SILENCE or clock.is_over(now):
        return
    if not test.events.filter(kind=EventKind.DISCONNECTED, at__gte=since).exists():
        note(EventKind.DISCONNECTED, test=test, now=since + settings.SILENCE)
    # Answers came through meanwhile: nothing was lost before the last of them.
    since = max(since, test.assessment.last_answer_at or since)
    lost = max(timedelta(), min(now, clock.paused_since or now) - since)
    given = min(lost, _left_to_give(test))
    if given:
        give_back(test, given)
    seconds, back = round((now - since).total_seconds()), round(given.total_seconds())
    detail = {"seconds": seconds, "given_back": back}
    note(EventKind.RECONNECTED, test=test, now=now, detail=detail)


def _left_to_give(test: CertificationTest) -> timedelta:
    past = test.events.filter(kind=EventKind.RECONNECTED).values_list("detail", flat=True)
    given = sum(detail["given_back"] for detail in past.order_by("pk"))
    return max(timedelta(), settings.SILENCE_GIVEN_BACK - timedelta(seconds=given))


@transaction.atomic
def arrive(test: CertificationTest, *, post: str, now: datetime) -> None:
    """The candidate wants to go on from another browser: the test waits for the invigilator.

    Nothing is shown any more on the post left, which is told.
    """
    lock(test)
    if test.state != TestState.STARTED or test.post == post:
        return
    end_silence(test, now)
    if test.suspended_at is None:
        test.suspended_at = now
        note(EventKind.SUSPENDED, test=test, position=test.assessment.position, now=now)
    test.last_seen_at = None
    test.save(update_fields=["suspended_at", "last_seen_at"])
    note(EventKind.OTHER_POST, test=test, position=test.assessment.position, now=now)


def note_silences(now: datetime) -> int:
    """Tell the invigilator whose page gives no sign of life any more; once a silence."""
    known = TestEvent.objects.filter(
        test=OuterRef("pk"), kind=EventKind.DISCONNECTED, at__gte=OuterRef("last_seen_at")
    )
    silent = CertificationTest.objects.filter(
        ~Exists(known),
        state=TestState.STARTED,
        candidate__isnull=False,
        last_seen_at__lte=now - settings.SILENCE,
    )
    tests = list(silent.order_by("pk"))
    for test in tests:
        note(EventKind.DISCONNECTED, test=test, now=now)
    return len(tests)
