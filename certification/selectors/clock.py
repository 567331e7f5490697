"""The clock of a test: the server's, stopped while nobody lets the candidate go on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from certification.enums import AlertState, TestState
from certification.models import CertificationTest, LiveAlert
from competences.selectors.bank import variant_of


@dataclass(frozen=True, slots=True)
class Clock:
    """`paused_since`: a suspension or an alert, whichever came first, stopped it then."""

    ends_at: datetime
    paused_since: datetime | None

    def remaining(self, now: datetime) -> timedelta:
        return max(timedelta(), self.ends_at - (self.paused_since or now))

    def is_over(self, now: datetime) -> bool:
        """An answer that was sent in time may come a little late."""
        return self.paused_since is None and now >= self.ends_at + settings.DEADLINE_GRACE


def clock_of(test: CertificationTest, alert: LiveAlert | None) -> Clock:
    stops = (test.suspended_at, alert.raised_at if alert else None)
    return Clock(test.ends_at, min((stop for stop in stops if stop), default=None))


def open_alert(test: CertificationTest) -> LiveAlert | None:
    """What the candidate waits for. One query."""
    return LiveAlert.objects.filter(test=test.pk, state=AlertState.OPEN).first()


def overdue_tests(now: datetime) -> QuerySet[CertificationTest]:
    """Whose time is over, or whose session has lasted a day: there even a stopped clock ends."""
    alerts = LiveAlert.objects.filter(test=OuterRef("pk"), state=AlertState.OPEN)
    late = Q(ends_at__lte=now - settings.DEADLINE_GRACE, suspended_at=None) & ~Exists(alerts)
    day = now - settings.SESSION_LIFE
    old = Q(candidate__session__first_started_at__lte=day) | Q(candidate=None, started_at__lte=day)
    return CertificationTest.objects.filter(late | old, state=TestState.STARTED)


def timer_of(test: CertificationTest) -> int | None:
    """Seconds to answer the question now asked, extra time included. Its candidate is read."""
    asked = test.assessment
    timer = variant_of(asked.release_id, asked.challenge_id, asked.variant).timer
    extra = test.candidate.extra_time_percent if test.candidate else 0
    return timer and round(timer * (100 + extra) / 100)


def question_seconds_left(test: CertificationTest, now: datetime) -> int | None:
    """Of a timed question whose clock has started."""
    started, timer = test.assessment.timer_started_at, timer_of(test)
    if timer is None or started is None:
        return None
    return max(0, round((started + timedelta(seconds=timer) - now).total_seconds()))
