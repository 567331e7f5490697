"""How often each challenge was asked lately, so that the draw spares the worn ones."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Sum

from competences.models import Exposure
from pix.shared import counters

COUNTS = "pix:asked"
_CACHE_SECONDS = 30


def counted(competence: str, challenge: str, *, first: bool) -> list[tuple[str, str]]:
    """Counters to add one to when a challenge is asked; the empty challenge counts the tests."""
    counts = [(COUNTS, f"{competence}|{challenge}")]
    return [(COUNTS, f"{competence}|"), *counts] if first else counts


def fold_counts(*, today: date) -> int:
    """Move the counters from Redis to the table; returns how many changed."""
    counts = counters.take_counts(COUNTS)
    for name, count in sorted(counts.items()):
        competence, _, challenge = name.partition("|")
        _, created = Exposure.objects.get_or_create(
            competence_id=competence,
            challenge_id=challenge,
            day=today,
            defaults={"count": count},
        )
        if not created:
            Exposure.objects.filter(
                competence_id=competence, challenge_id=challenge, day=today
            ).update(count=F("count") + count)
    return len(counts)


def shares_of(competence: str, *, today: date) -> dict[str, float]:
    """Share of the competence's recent tests in which each challenge was asked."""
    key = f"exposure:{competence}"
    shares: dict[str, float] | None = cache.get(key)
    if shares is None:
        shares = _compute(competence, today - timedelta(days=settings.EXPOSURE_WINDOW_DAYS))
        cache.set(key, shares, _CACHE_SECONDS)
    return shares


def _compute(competence: str, since: date) -> dict[str, float]:
    rows = (
        Exposure.objects.filter(competence_id=competence, day__gte=since)
        .order_by()
        .values("challenge_id")
        .annotate(total=Sum("count"))
        .values_list("challenge_id", "total")
    )
    totals: dict[str, int] = defaultdict(int, rows)
    tests = totals.pop("", 0)
    # Under a few dozen tests a share says nothing.
    if tests < settings.EXPOSURE_MIN_TESTS:
        return {}
    return {challenge: round(min(1.0, n / tests), 3) for challenge, n in totals.items()}
