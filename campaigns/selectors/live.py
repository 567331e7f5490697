"""A class at work: where each one is, now. Read again every few seconds while a teacher watches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Learner
from campaigns.enums import Audience, ParticipationState
from campaigns.models import Campaign, Participation
from competences.enums import AssessmentState, Outcome
from competences.models import Answer, Assessment
from competences.services.series import usual_questions

# What happened meanwhile without any answer (somebody is stuck, time passes) is shown that often.
_SECONDS_SHOWN: Final = 15
NOT_STARTED: Final = "not_started"
WORKING: Final = "working"
STUCK: Final = "stuck"
FINISHED: Final = "finished"
SENT: Final = "sent"
LABELS: Final[Mapping[str, str | Promise]] = {
    NOT_STARTED: _("Pas commencé"),
    WORKING: _("En cours"),
    STUCK: _("Bloqué"),
    FINISHED: _("Terminé"),
    SENT: _("Envoyé"),
}


@dataclass(frozen=True)
class LivePerson:
    """`marks`: of each answer "r" (right), "w" (wrong), "s" (skipped), or "d" (done) when the
    teacher does not want them; the rest, up to `expected`, is empty."""

    key: str
    name: str
    class_name: str
    state: str
    marks: Sequence[str]
    expected: int
    quiet_for: timedelta

    @property
    def label(self) -> str | Promise:
        return LABELS[self.state]

    @property
    def done(self) -> int:
        return len(self.marks)

    @property
    def minutes(self) -> int:
        """Since the last answer."""
        return int(self.quiet_for.total_seconds() // 60)

    @property
    def seconds(self) -> int:
        return int(self.quiet_for.total_seconds()) % 60

    @property
    def groups(self) -> list[list[str]]:
        """All the marks, by groups of questions."""
        ended = self.state in (FINISHED, SENT)
        left = 0 if ended else max(0, self.expected - self.done)
        marks, size = [*self.marks, *[""] * left], settings.CHECKPOINT_EVERY
        return [marks[start : start + size] for start in range(0, len(marks), size)]


@dataclass(frozen=True)
class LiveClass:
    people: Sequence[LivePerson]

    def count(self, *states: str) -> int:
        return sum(1 for person in self.people if person.state in states)

    @property
    def total(self) -> int:
        return len(self.people)

    @property
    def started(self) -> int:
        return self.total - self.count(NOT_STARTED)

    @property
    def finished(self) -> int:
        return self.count(FINISHED, SENT)

    @property
    def stuck(self) -> int:
        return self.count(STUCK)

    @property
    def right_percent(self) -> int | None:
        """Of the answers given; None while there is none."""
        marks = [mark for person in self.people for mark in person.marks]
        return round(100 * marks.count("r") / len(marks)) if marks else None


def pulse_of(campaign: Campaign, *, class_name: str, now: datetime) -> str:
    """Changes when the live page must be drawn again. Two queries, whatever the class."""
    runs = _runs(campaign, class_name)
    counts = runs.aggregate(
        people=Count("pk"), ended=Count("finished_at"), sent=Count("sent_at"), last=Max("pk")
    )
    tests = Assessment.objects.filter(series__in=runs.values("series"))
    answers = tests.aggregate(given=Sum("answered"), latest=Max("last_answer_at"))
    tick = int(now.timestamp()) // _SECONDS_SHOWN
    parts = [
        *counts.values(),
        answers["given"],
        answers["latest"] and answers["latest"].timestamp(),
    ]
    return "-".join(str(part) for part in [*parts, tick])


def live_class(campaign: Campaign, *, class_name: str, now: datetime) -> LiveClass:
    """Everybody who is expected or takes part, by class and name. Four queries at most."""
    runs = list(
        _runs(campaign, class_name)
        .select_related("user", "learner", "series")
        .order_by("started_at", "pk")
    )
    tests = _tests_of(runs)
    marks = _marks(campaign, tests)
    people = [_person(run, tests.get(run.series_id or 0, ()), marks, now) for run in runs]
    present = {run.learner_id for run in runs}
    people += [
        _absent(learner) for learner in _expected(campaign, class_name) if learner.pk not in present
    ]
    return LiveClass(sorted(people, key=lambda one: (one.class_name, one.name, one.key)))


def _runs(campaign: Campaign, class_name: str) -> QuerySet[Participation]:
    runs = Participation.objects.filter(campaign=campaign, is_current=True, deleted_at=None)
    return runs.filter(learner__class_name=class_name) if class_name else runs


def _expected(campaign: Campaign, class_name: str) -> QuerySet[Learner]:
    """Those who did not start are known only when the campaign is for a list."""
    learners = Learner.objects.filter(organisation=campaign.organisation_id, disabled_at=None)
    if class_name:
        learners = learners.filter(class_name=class_name)
    elif campaign.audience == Audience.CLASSES:
        learners = learners.filter(class_name__in=campaign.classes)
    elif campaign.audience == Audience.ANYONE:
        learners = learners.none()
    return learners.order_by("class_name", "search_name")


def _tests_of(runs: Iterable[Participation]) -> dict[int, list[Assessment]]:
    series = [run.series_id for run in runs if run.series_id]
    rows = Assessment.objects.filter(series__in=series).defer("evidence", "result")
    tests: dict[int, list[Assessment]] = defaultdict(list)
    for test in rows.order_by("asked_before", "pk"):
        tests[test.series_id or 0].append(test)
    return tests


def _marks(campaign: Campaign, tests: Mapping[int, Sequence[Assessment]]) -> dict[int, list[str]]:
    """By test. Right and wrong are read only when the teacher wants them."""
    own = [test for members in tests.values() for test in members]
    if not campaign.live_outcomes:
        return {test.pk: ["d"] * test.answered for test in own}
    rows = (
        Answer.objects.filter(assessment__in=own)
        .order_by("assessment_id", "position")
        .values_list("assessment_id", "outcome")
    )
    signs = {Outcome.CORRECT: "r", Outcome.SKIPPED: "s"}
    return {
        test: [signs.get(Outcome(outcome), "w") for _test, outcome in group]
        for test, group in groupby(rows, key=lambda row: row[0])
    }


def _person(
    run: Participation,
    tests: Sequence[Assessment],
    marks: Mapping[int, Sequence[str]],
    now: datetime,
) -> LivePerson:
    given = [mark for test in tests for mark in marks.get(test.pk, ())]
    moments = [run.started_at]
    for test in tests:
        moments += [moment for moment in (test.last_answer_at, test.asked_at) if moment]
    quiet_for = max(timedelta(0), now - max(moments))
    return LivePerson(
        key=str(run.public_id),
        name=short_name(run),
        class_name=run.learner.class_name if run.learner else "",
        state=_state(run, tests, quiet_for),
        marks=given,
        expected=usual_questions(run.series.plan) if run.series else 0,
        quiet_for=quiet_for,
    )


def _state(run: Participation, tests: Sequence[Assessment], quiet_for: timedelta) -> str:
    if run.state == ParticipationState.SENT:
        return SENT
    if run.state == ParticipationState.FINISHED:
        return FINISHED
    asked = any(test.state == AssessmentState.STARTED for test in tests)
    return STUCK if asked and quiet_for >= settings.STUCK_AFTER else WORKING


def _absent(learner: Learner) -> LivePerson:
    return LivePerson(
        key="",
        name=_shortened(learner.first_name, learner.used_name or learner.last_name),
        class_name=learner.class_name,
        state=NOT_STARTED,
        marks=(),
        expected=0,
        quiet_for=timedelta(0),
    )


def short_name(run: Participation) -> str:
    """As a class may read it on a wall: the first name and an initial."""
    if run.learner is not None:
        return _shortened(run.learner.first_name, run.learner.used_name or run.learner.last_name)
    if run.user is not None:
        return _shortened(run.user.first_name, run.user.last_name) or str(run.user)
    return run.identifier or str(_("Sans compte"))


def _shortened(first_name: str, last_name: str) -> str:
    initial = f" {last_name[0]}." if last_name else ""
    return f"{first_name.title() if first_name.isupper() else first_name}{initial}".strip()


def classes_followed(campaign: Campaign) -> list[str]:
    """Classes to choose from: those expected, and those of the people who take part."""
    taking = Q(participations__campaign=campaign, participations__deleted_at=None)
    expected = Q(pk__in=_expected(campaign, "").order_by().values("pk"))
    learners = Learner.objects.filter(taking | expected, organisation=campaign.organisation_id)
    names = learners.exclude(class_name="").order_by("class_name")
    return list(names.values_list("class_name", flat=True).distinct())
