"""Keep what is stored equal to what the answers say."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from django.db.models import F, Q

from competences.enums import AssessmentKind
from competences.models import Assessment, CompetenceProfile
from competences.services.folding import Fold, answers_of, fold_tests, profile_fields, store_fold
from competences.services.requests import WAITING
from pix.shared import counters

logger = logging.getLogger(__name__)

type Key = tuple[int, str]

_PEOPLE_AT_ONCE = 200


def fold_waiting(*, now: datetime, at_most: int) -> int:
    """Fold the profiles that the web asked for; returns how many."""
    noted = (key.partition("|") for key in counters.take_waiting(WAITING, at_most))
    return _fold_each(((int(user_id), competence) for user_id, _, competence in noted), now)


def fold_stale(*, now: datetime, at_most: int) -> int:
    """Fold the profiles of tests with answers not counted yet; returns how many."""
    # In a series, a test without question also says something: what was known.
    silent = Q(answered=0, completed_at__isnull=False, result__isnull=True)
    stale = (
        Assessment.objects.filter(
            Q(answered__gt=F("folded")) | silent,
            user__isnull=False,
            reset_at=None,
            kind__in=AssessmentKind.of_profile(),
        )
        .order_by("last_answer_at")
        .values_list("user_id", "competence_id")[:at_most]
    )
    keys = {(user_id, competence) for user_id, competence in stale if user_id is not None}
    return _fold_each(sorted(keys), now)


def _fold_each(keys: Iterable[Key], now: datetime) -> int:
    """One that cannot be folded is told in the log, and holds back nobody else."""
    folded = 0
    for user_id, competence in keys:
        try:
            store_fold(user_id, competence, now=now)
        except Exception:
            logger.exception("person %s could not be folded in %s", user_id, competence)
        else:
            folded += 1
    return folded


def compare_all() -> Iterator[tuple[Key, bool]]:
    """Fold everything again, without writing: each person and competence, and whether it differs.

    Answers given in the meantime count as a difference until they are folded.
    """
    people = (
        Assessment.objects.filter(user__isnull=False)
        .order_by("user_id")
        .values_list("user_id", flat=True)
        .distinct()
    )
    ids = [user_id for user_id in people if user_id is not None]
    for start in range(0, len(ids), _PEOPLE_AT_ONCE):
        yield from _compare(ids[start : start + _PEOPLE_AT_ONCE])


def _compare(people: list[int]) -> Iterator[tuple[Key, bool]]:
    rows = Assessment.objects.filter(
        user_id__in=people, reset_at=None, kind__in=AssessmentKind.of_profile()
    )
    tests: dict[Key, list[Assessment]] = defaultdict(list)
    for test in rows.order_by("started_at", "pk"):
        assert test.user_id is not None  # noqa: S101 -- filtered above
        tests[test.user_id, test.competence_id].append(test)
    answers = answers_of([test for own in tests.values() for test in own])
    stored = {
        (profile.user_id, profile.competence_id): profile
        for profile in CompetenceProfile.objects.filter(user_id__in=people)
    }
    for key in sorted(tests.keys() | stored.keys()):
        own = tests.get(key, [])
        yield key, _differs(fold_tests(own, answers), own, stored.get(key))


def _differs(fold: Fold, tests: list[Assessment], stored: CompetenceProfile | None) -> bool:
    for test in tests:
        result = fold.results[test.pk]
        if test.result != (asdict(result) if result else None):
            return True
    if stored is None or fold.current is None:
        return stored is not None or fold.current is not None
    fields = profile_fields(fold, stored.folded_at)
    return any(getattr(stored, name) != value for name, value in fields.items())
