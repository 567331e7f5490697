"""Where a person stands in each competence: what they can start, resume, retry or reset."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, QuerySet

from competences.enums import AssessmentKind, AssessmentState
from competences.models import Assessment, CompetenceProfile

PIX_PER_LEVEL = 8


@dataclass(frozen=True)
class CompetenceProgress:
    """A person in a competence, now. `current`: test under way; `finished`: last one ended."""

    competence_id: str
    now: datetime
    current: Assessment | None = None
    finished: Assessment | None = None
    profile: CompetenceProfile | None = None

    @property
    def touched(self) -> bool:
        return bool(self.current or self.finished)

    @property
    def pix(self) -> int:
        return self.profile.pix if self.profile else 0

    @property
    def level(self) -> int:
        return self.profile.level if self.profile else 0

    @property
    def pix_ahead(self) -> int:
        """Pix counted towards the next level, 0 to 7."""
        return self.pix - self.level * PIX_PER_LEVEL

    @property
    def is_computing(self) -> bool:
        """The last test has ended and the worker has not folded its result yet."""
        return self.finished is not None and self.finished.folded < self.finished.answered

    @property
    def at_maximum(self) -> bool:
        return self.pix >= settings.MAX_REACHABLE_LEVEL * PIX_PER_LEVEL

    @property
    def retry_in(self) -> timedelta:
        return self._until(settings.RETRY_DELAY)

    @property
    def reset_in(self) -> timedelta:
        return self._until(settings.RESET_DELAY)

    @property
    def can_retry(self) -> bool:
        done = self.finished is not None and self.current is None
        return done and not self.at_maximum and not self.retry_in

    @property
    def can_reset(self) -> bool:
        return self._last_answer_at is not None and not self.reset_in

    @property
    def retry_days(self) -> int:
        return _days(self.retry_in)

    @property
    def reset_days(self) -> int:
        return _days(self.reset_in)

    @property
    def _last_answer_at(self) -> datetime | None:
        tests = (self.current, self.finished)
        times = [test.last_answer_at for test in tests if test and test.last_answer_at]
        return max(times, default=None)

    def _until(self, delay: timedelta) -> timedelta:
        """Time left before `delay` has passed since the last answer; zero when it has."""
        last = self._last_answer_at
        return max(timedelta(0), last + delay - self.now) if last else timedelta(0)


def _days(left: timedelta) -> int:
    return math.ceil(left / timedelta(days=1))


def progress_in(user_id: int, competence_id: str, *, now: datetime) -> CompetenceProgress:
    """Progress of a person in one competence. Two queries."""
    tests = Assessment.objects.filter(
        user_id=user_id,
        competence_id=competence_id,
        reset_at=None,
        kind=AssessmentKind.COMPETENCE,
    ).order_by("started_at", "pk")
    profiles = CompetenceProfile.objects.filter(user_id=user_id, competence_id=competence_id)
    return _combine(competence_id, tests, profiles.first(), now)


def last_answer_in(user_id: int, competences: Collection[str]) -> datetime | None:
    """When this person last answered, in any test that counts for these competences."""
    tests = Assessment.objects.filter(
        user_id=user_id,
        competence__in=competences,
        reset_at=None,
        kind__in=AssessmentKind.of_profile(),
    )
    last: datetime | None = tests.aggregate(last=Max("last_answer_at"))["last"]
    return last


def progress_of(user_id: int, *, now: datetime) -> dict[str, CompetenceProgress]:
    """Progress of a person in every competence they touched. Two queries."""
    tests: dict[str, list[Assessment]] = {}
    rows = Assessment.objects.filter(
        user_id=user_id, reset_at=None, kind=AssessmentKind.COMPETENCE
    ).defer("evidence")
    for test in rows.order_by("started_at", "pk"):
        tests.setdefault(test.competence_id, []).append(test)
    profiles = {p.competence_id: p for p in CompetenceProfile.objects.filter(user_id=user_id)}
    return {
        code: _combine(code, tests.get(code, ()), profiles.get(code), now)
        for code in tests.keys() | profiles.keys()
    }


def finished_tests(user_id: int, competence_id: str) -> QuerySet[Assessment]:
    """The person's finished tests of a competence, last first."""
    return (
        Assessment.objects.filter(
            user_id=user_id,
            competence_id=competence_id,
            reset_at=None,
            kind=AssessmentKind.COMPETENCE,
            state=AssessmentState.COMPLETED,
        )
        .defer("evidence")
        .order_by("-completed_at")
    )


def _combine(
    code: str, tests: Iterable[Assessment], profile: CompetenceProfile | None, now: datetime
) -> CompetenceProgress:
    current = finished = None
    for test in tests:
        if test.state == AssessmentState.STARTED:
            current = test
        else:
            finished = test
    return CompetenceProgress(code, now, current, finished, profile)
