"""The lines of the table of a campaign: each run of each person, read in batches."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any, Final, NamedTuple

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from campaigns.enums import ParticipationState
from campaigns.models import Campaign, Participation
from competences.models import Series
from competences.services.series import usual_questions

BATCH: Final = 200
_IDS_AT_ONCE: Final = 2_000
# Nothing answered yet of a test that is under way may be all of it: see `activity.Row.percent`.
_NOT_YET_ALL: Final = 99
_LEARNER: Final = {
    "last_name": "learner__last_name",
    "used_name": "learner__used_name",
    "first_name": "learner__first_name",
    "class_name": "learner__class_name",
    "local_id": "learner__local_id",
    "department": "learner__department",
    "teaching_team": "learner__teaching_team",
    "diploma": "learner__diploma",
    "study_scheme": "learner__study_scheme",
}
# What schools of higher education add to their lists: shown where somebody has it.
EXTRAS: Final = ("local_id", "department", "teaching_team", "diploma", "study_scheme")


class Line(NamedTuple):
    """A run; the figures are those of its result, kept to ourselves until it is sent."""

    pk: int
    account_last_name: str | None
    account_first_name: str | None
    identifier: str
    rank: int
    state: str
    started_at: datetime
    sent_at: datetime | None
    series_id: int | None
    mastery: float | None
    pix: int | None
    is_certifiable: bool | None
    stars: int | None
    badges: Mapping[str, Any] | None
    competences: Mapping[str, Mapping[str, int]] | None
    learner: Mapping[str, str | None]
    skills: Mapping[str, Sequence[Any]]
    percent: int

    @property
    def last_name(self) -> str:
        used = self.learner["used_name"] or self.learner["last_name"]
        return used or self.account_last_name or ""

    @property
    def first_name(self) -> str:
        return self.learner["first_name"] or self.account_first_name or ""

    @property
    def is_sent(self) -> bool:
        return self.state == ParticipationState.SENT


_OWN: Final = (
    "pk",
    "user__last_name",
    "user__first_name",
    "identifier",
    "rank",
    "state",
    "started_at",
    "sent_at",
    "series_id",
    "result__mastery",
    "result__pix",
    "result__is_certifiable",
    "result__stars",
    "result__badges",
    "result__competences",
)


def runs_in(campaign: Campaign, *, class_name: str | None = None) -> QuerySet[Participation]:
    """Of everybody or of a class ("" for those without one)."""
    runs = Participation.objects.filter(campaign=campaign, deleted_at=None)
    return runs if class_name is None else runs.filter(learner__class_name=class_name)


def order_of(runs: QuerySet[Participation]) -> Sequence[int]:
    """Their ids by name; the runs of a person follow each other. Eight bytes each."""
    name = Coalesce("learner__search_name", "user__last_name").asc(nulls_last=True)
    first = F("user__first_name").asc(nulls_last=True)
    ids = runs.order_by(name, first, "user", "rank", "pk").values_list("pk", flat=True)
    return array("q", ids.iterator(chunk_size=_IDS_AT_ONCE))


def lines_of(order: Sequence[int], *, with_skills: bool = False) -> Iterator[Line]:
    """Two queries a batch, and no more than a batch in memory."""
    fields = (*_OWN, *_LEARNER.values(), *(("result__skills",) if with_skills else ()))
    for ids in batched(order, BATCH):
        rows = Participation.objects.filter(pk__in=ids).order_by().values_list(*fields)
        found = {row[0]: row for row in rows}
        percents = _percents([row[8] for row in found.values() if row[5] == _STARTED])
        # One that was removed meanwhile is left out.
        for row in (found[id_] for id_ in ids if id_ in found):
            yield _line(row, percents)


_STARTED: Final = ParticipationState.STARTED


def _line(row: Sequence[Any], percents: Mapping[int | None, int]) -> Line:
    own, rest = row[: len(_OWN)], row[len(_OWN) :]
    learner = dict(zip(_LEARNER, rest, strict=False))
    skills = rest[len(_LEARNER)] if len(rest) > len(_LEARNER) else None
    percent = percents.get(own[8], 0) if own[5] == _STARTED else 100
    return Line._make((*own, learner, skills or {}, percent))


def _percents(series: Sequence[int | None]) -> dict[int | None, int]:
    """How far those under way are, of the questions asked at most."""
    rows = Series.objects.filter(pk__in=[one for one in series if one]).order_by()
    told = rows.annotate(done=Sum("tests__answered")).values_list("pk", "plan", "done")
    return {pk: _percent(done or 0, usual_questions(plan)) for pk, plan, done in told}


def _percent(answered: int, questions: int) -> int:
    return min(_NOT_YET_ALL, round(100 * answered / questions)) if questions else 0
