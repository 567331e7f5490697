"""Tests of several competences taken one after the other, for campaigns and exams."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.dispatch import Signal

from competences.engine import Stop
from competences.enums import AssessmentKind, AssessmentState
from competences.models import Assessment, Series
from competences.selectors.bank import bank_of, current_bank
from competences.selectors.draws import ask, draw
from competences.selectors.evidence import scoped_evidence_for, usual_length
from competences.services import exposure
from competences.services.requests import request_fold
from pix.shared import counters

# Sent in the transaction that records the last answer, with `series` and `now`.
series_completed: Final = Signal()


class Section(TypedDict):
    """One competence of a series: its topics, each with the highest level asked."""

    competence: str
    topics: Mapping[str, int]


def plan_of(topics: Mapping[str, int]) -> list[Section]:
    """Sections for these topics, in the order of the referential; those gone from the bank are out.

    A topic without any challenge up to its level is out too.
    """
    bank = current_bank()
    known = {
        skill.topic for skill in bank.skills.values() if skill.level <= topics.get(skill.topic, 0)
    }
    by_competence: dict[str, dict[str, int]] = {}
    for topic in bank.content.topics:
        if topic.topic in known:
            section = by_competence.setdefault(topic.competence, {})
            section[topic.topic] = topics[topic.topic]
    return [Section(competence=code, topics=by_competence[code]) for code in sorted(by_competence)]


def usual_questions(plan: Sequence[Section]) -> int:
    """How many questions a series of this plan asks, at most."""
    return sum(usual_length(section["topics"]) for section in plan)


@transaction.atomic
def start_series(
    *,
    kind: AssessmentKind,
    user_id: int | None,
    plan: Sequence[Section],
    needs: Collection[str],
    after: str,
    now: datetime,
) -> Series:
    """Start a series and ask its first question; it is over at once when all is known already.

    `needs`: barriers the person meets; `after`: the address of what follows the last question.
    """
    bank = current_bank()
    series = Series.objects.create(
        kind=kind,
        user_id=user_id,
        plan=list(plan),
        needs=list(needs),
        after=after,
        release_id=bank.release_id,
        parameter_version=bank.parameter_version,
        started_at=now,
    )
    continue_series(series, now=now)
    return series


def continue_series(series: Series, *, now: datetime) -> Assessment | None:
    """Start the next test; None when nothing is left to ask: the series is then completed.

    A competence of which all is known already makes a test without question: it tells what was
    known. Must run in a transaction that holds the lock of the test just finished.
    """
    done = {test.competence_id: test.answered for test in series.tests.all()}
    for section in series.plan:
        if section["competence"] not in done:
            test = _start_test(series, section, sum(done.values()), now)
            if test.state == AssessmentState.STARTED:
                return test
    series.completed_at = now
    series.save(update_fields=["completed_at"])
    series_completed.send(Series, series=series, now=now)
    return None


def _start_test(series: Series, section: Section, asked_before: int, now: datetime) -> Assessment:
    competence = section["competence"]
    bank = bank_of(series.release_id, series.parameter_version)
    evidence = scoped_evidence_for(
        bank,
        user_id=series.user_id,
        competence=competence,
        scope=section["topics"],
        needs=series.needs,
        exposure=exposure.shares_of(competence, today=now.date()),
        alone=series.kind == AssessmentKind.EXAM,
        now=now,
    )
    test = Assessment(
        kind=series.kind,
        user_id=series.user_id,
        series=series,
        asked_before=asked_before,
        competence_id=competence,
        release_id=series.release_id,
        parameter_version=series.parameter_version,
        seed=secrets.randbits(62),
        evidence=evidence | {"length": usual_questions(series.plan)},
        started_at=now,
    )
    drawn = draw(test, (), bank)
    if isinstance(drawn, Stop):
        test.state, test.completed_at = AssessmentState.COMPLETED, now
        test.stop_reason = drawn.reason
        test.save()
        _request_fold(test)
        return test
    ask(test, drawn, 1, now=now)
    test.save()
    noted = exposure.counted(competence, test.challenge_id, first=True)
    transaction.on_commit(lambda: counters.note(counts=noted))
    return test


def _request_fold(test: Assessment) -> None:
    """Without any answer, this test says what was known: its result is stored as any other."""
    user_id, competence = test.user_id, test.competence_id
    if user_id is not None and test.kind in AssessmentKind.of_profile():
        transaction.on_commit(lambda: request_fold(user_id, competence))
