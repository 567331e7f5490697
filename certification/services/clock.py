"""Time given to a candidate, or given back. The lock of the test is held."""

from datetime import datetime, timedelta

from certification.models import CertificationTest


def give(test: CertificationTest, span: timedelta) -> None:
    """Move the end."""
    test.ends_at += span
    test.given_seconds += round(span.total_seconds())
    test.save(update_fields=["ends_at", "given_seconds"])


def give_back(test: CertificationTest, span: timedelta) -> None:
    """Move the end by what was lost, and that of a timed question under way."""
    give(test, span)
    question = test.assessment
    if question.timer_started_at is not None:
        question.timer_started_at += span
        question.save(update_fields=["timer_started_at"])


def stopped(since: datetime, now: datetime, *, also_since: datetime | None) -> timedelta:
    """What a stop that ends now has lasted, less what another one, not over, will give back."""
    return max(timedelta(), (also_since or now) - since)
