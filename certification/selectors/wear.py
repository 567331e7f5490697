"""How worn each challenge is in certifications, so that the draw spares it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count

from competences.enums import AssessmentKind
from competences.models import Answer
from competences.selectors.bank import LoadedBank

_KEY = "certification-wear"
_CACHE_SECONDS = 600
_DIGITS = 2


def wear_of(bank: LoadedBank, competences: Collection[str], *, now: datetime) -> dict[str, float]:
    """Share of the recent certifications that asked each challenge of these competences.

    Two queries, once in ten minutes.
    """
    shares: dict[str, float] | None = cache.get(_KEY)
    if shares is None:
        shares = _compute(now - timedelta(days=settings.EXPOSURE_WINDOW_DAYS))
        cache.set(_KEY, shares, _CACHE_SECONDS)
    return {id_: one for id_, one in shares.items() if bank.competence_of.get(id_) in competences}


def _compute(since: datetime) -> dict[str, float]:
    recent = Answer.objects.filter(
        assessment__kind=AssessmentKind.CERTIFICATION, answered_at__gte=since
    )
    tests = recent.aggregate(tests=Count("assessment", distinct=True))["tests"]
    # Under a few dozen tests a share says nothing.
    if tests < settings.EXPOSURE_MIN_TESTS:
        return {}
    counts = recent.order_by().values_list("challenge_id").annotate(Count("pk"))
    shares = ((id_, round(count / tests, _DIGITS)) for id_, count in counts)
    return {id_: share for id_, share in shares if share}
