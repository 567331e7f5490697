"""Who could sit the certification: judged each night, and told with its date to teams."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import batched
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import Learner
from campaigns.models import LearnerStanding
from competences.enums import AssessmentKind
from competences.models import Assessment, CompetenceProfile

_AT_ONCE: Final = 1000
# A little more than a day: nothing falls between two nights.
_RECENT: Final = timedelta(hours=30)

type Reached = dict[str, tuple[int, datetime]]
"""Level in each competence, and when it was last tested."""


def judge_active(*, now: datetime) -> int:
    """Learners who answered lately; returns how many."""
    tests = Assessment.objects.filter(
        last_answer_at__gt=now - _RECENT, kind__in=AssessmentKind.of_profile()
    )
    return _judge(Learner.objects.filter(user__in=tests.order_by().values("user")), now)


def judge_all(*, now: datetime) -> int:
    """Every learner with an account; what was said of the others is forgotten."""
    LearnerStanding.objects.filter(learner__user=None).delete()
    return _judge(Learner.objects.filter(user__isnull=False), now)


def _judge(learners: QuerySet[Learner], now: datetime) -> int:
    judged = 0
    for batch in batched(learners.order_by("pk").only("pk", "user_id"), _AT_ONCE):
        rows = list(_standings(batch, now))
        LearnerStanding.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["learner"],
            update_fields=["is_certifiable", "certifiable_since", "levels", "computed_at"],
        )
        judged += len(rows)
    return judged


def _standings(learners: Sequence[Learner], now: datetime) -> Iterator[LearnerStanding]:
    reached = _reached([learner.user_id for learner in learners])
    since = dict(
        LearnerStanding.objects.filter(learner__in=learners, is_certifiable=True)
        .order_by()
        .values_list("learner", "certifiable_since")
    )
    for learner in learners:
        levels = reached.get(learner.user_id, {})
        became = became_certifiable(levels)
        yield LearnerStanding(
            learner=learner,
            is_certifiable=became is not None,
            certifiable_since=became and (since.get(learner.pk) or became),
            levels={code: level for code, (level, _) in sorted(levels.items())},
            computed_at=now,
        )


def became_certifiable(levels: Mapping[str, tuple[int, datetime]]) -> datetime | None:
    """When enough competences had reached level 1, as far as their last tests tell."""
    dates = sorted(when for level, when in levels.values() if level >= 1)
    enough = settings.CERTIFIABLE_COMPETENCES
    return dates[enough - 1] if len(dates) >= enough else None


def _reached(people: Sequence[int | None]) -> dict[int | None, Reached]:
    found: dict[int | None, Reached] = {}
    rows = CompetenceProfile.objects.filter(user__in=[one for one in people if one is not None])
    for user_id, code, level, answered_at, folded_at in rows.order_by().values_list(
        "user_id", "competence_id", "level", "assessment__last_answer_at", "folded_at"
    ):
        found.setdefault(user_id, {})[code] = (level, answered_at or folded_at)
    return found
