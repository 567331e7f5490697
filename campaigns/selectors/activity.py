"""Who takes part in a campaign: counts, days, the list of participants with their progress."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Lower, TruncDate

from accounts.names import folded
from campaigns.enums import ParticipationState
from campaigns.models import Campaign, Participation
from competences.models import Assessment
from competences.services.series import usual_questions

NAME, CLASS, STARTED, SENT = "nom", "classe", "debut", "envoi"
COLUMNS: Final = (NAME, CLASS, STARTED, SENT)


@dataclass(frozen=True)
class Counts:
    """People, each once, whatever the number of runs; `sent`: at least once."""

    participants: int
    sent: int
    under_way: int
    to_send: int

    @property
    def mark(self) -> str:
        """Changes when a count does."""
        return f"{self.participants}-{self.sent}-{self.under_way}-{self.to_send}"


@dataclass(frozen=True)
class Day:
    """People who had started, and sent, by the end of a day."""

    day: date
    started: int
    sent: int


@dataclass(frozen=True)
class Row:
    """A participant, with the questions answered and those the test asks at most."""

    participation: Participation
    answered: int
    questions: int

    @property
    def percent(self) -> int:
        if self.participation.state != ParticipationState.STARTED:
            return 100
        # The last question is answered when the test is finished, not before.
        return min(99, round(100 * self.answered / self.questions)) if self.questions else 0


def counts_of(campaign: Campaign) -> Counts:
    first, current = Q(rank=1), Q(is_current=True)
    found = _present(campaign).aggregate(
        participants=Count("pk", filter=first),
        sent=Count("pk", filter=first & Q(state=ParticipationState.SENT)),
        under_way=Count("pk", filter=current & Q(state=ParticipationState.STARTED)),
        to_send=Count("pk", filter=current & Q(state=ParticipationState.FINISHED)),
    )
    return Counts(**found)


def days_of(campaign: Campaign) -> list[Day]:
    """Each day when somebody started or sent, with what had been done by then. Two queries."""
    runs = _present(campaign).filter(rank=1)
    started, sent = _by_day(runs, "started_at"), _by_day(runs, "sent_at")
    days, done = [], Counter[str]()
    for day in sorted(started.keys() | sent.keys()):
        done.update(started=started[day], sent=sent[day])
        days.append(Day(day, done["started"], done["sent"]))
    return days


def _by_day(runs: QuerySet[Participation], moment: str) -> Counter[date]:
    """In the time zone of the platform."""
    dated = runs.filter(**{f"{moment}__isnull": False}).order_by()
    rows = dated.annotate(day=TruncDate(moment)).values("day").annotate(people=Count("pk"))
    return Counter({row["day"]: row["people"] for row in rows})


def participants_of(
    campaign: Campaign,
    *,
    search: str = "",
    class_name: str | None = None,
    state: str = "",
    order: str = NAME,
) -> QuerySet[Participation]:
    """The current run of each, those that match, in this order ("-" in front: from the last)."""
    runs = _present(campaign).filter(is_current=True).select_related("user", "learner", "series")
    for word in search.split():
        runs = runs.filter(
            Q(learner__search_name__contains=folded(word))
            | Q(identifier__icontains=word)
            | Q(learner=None)
            & (Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word))
        )
    if class_name is not None:
        runs = runs.filter(Q(learner__class_name=class_name))
    if state:
        runs = runs.filter(state=state)
    return runs.order_by(*_keys(order), "pk")


def _keys(order: str) -> list[Any]:
    column, downwards = order.removeprefix("-"), order.startswith("-")
    if column in (STARTED, SENT):
        moment = F("started_at" if column == STARTED else "sent_at")
        return [moment.desc(nulls_last=True) if downwards else moment.asc(nulls_last=True)]
    name: Any = Coalesce("learner__search_name", Lower("user__last_name"))
    keys: list[Any] = [F("learner__class_name"), name] if column == CLASS else [name]
    first = keys[0].desc(nulls_last=True) if downwards else keys[0].asc(nulls_last=True)
    return [first, *(key.asc(nulls_last=True) for key in keys[1:]), "user__first_name"]


def classes_in(campaign: Campaign) -> list[str]:
    """Of those who take part; "" for learners without a class."""
    rows = _present(campaign).filter(learner__isnull=False).order_by("learner__class_name")
    return list(rows.values_list("learner__class_name", flat=True).distinct())


def rows_of(runs: Iterable[Participation]) -> list[Row]:
    """With their progress, in one query whatever their number."""
    shown = list(runs)
    tests = Assessment.objects.filter(series__in=[run.series_id for run in shown if run.series_id])
    answered = dict(
        tests.order_by()
        .values("series")
        .annotate(done=Sum("answered"))
        .values_list("series", "done")
    )
    return [
        Row(
            participation=run,
            answered=answered.get(run.series_id or 0, 0),
            questions=usual_questions(run.series.plan) if run.series else 0,
        )
        for run in shown
    ]


def _present(campaign: Campaign) -> QuerySet[Participation]:
    return Participation.objects.filter(campaign=campaign, deleted_at=None)
