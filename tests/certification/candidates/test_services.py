"""Candidates come from a list, by hand, from classes; and stay once they entered."""

import pytest

from accounts.enums import AuditAction, Barrier
from accounts.models import AuditEvent
from certification.models import Candidate
from certification.selectors.candidates import rows_of
from certification.services.candidates import (
    AlreadyExpectedError,
    CandidateEnteredError,
    Replaced,
    SessionClosedError,
    SessionJoinedError,
    adapt,
    add_candidate,
    enrol_learners,
    remove_candidate,
    replace_candidates,
)
from tests.factories.accounts import LearnerFactory
from tests.factories.certification import CandidateFactory

from .conftest import row


@pytest.fixture
def act(session, teacher, now):
    """Who acts, where and when."""
    return {"session": session, "actor": teacher, "now": now}


@pytest.fixture
def finalised(session, now):
    session.state, session.finalised_at = "finalised", now
    session.save()


def names(session):
    return [one.last_name for one in session.candidates.order_by("last_name")]


def test_a_list_becomes_that_of_the_session(act, session):
    replace_candidates(rows=[row("A"), row("B")], **act)
    counts = replace_candidates(rows=[row("B", email="b@c.fr"), row("C")], **act)
    assert counts == Replaced(added=1, kept=1, removed=1)
    assert names(session) == ["B", "C"]
    assert session.candidates.get(last_name="B").email == "b@c.fr"


def test_who_is_listed_again_keeps_needs_and_class(act, session):
    kept = CandidateFactory(session=session, needs=[Barrier.SIGHT], class_name="3E 1")
    same = {"last_name": kept.last_name.upper(), "first_name": kept.first_name}
    replace_candidates(rows=[row(birth_date=kept.birth_date, **same)], **act)
    kept.refresh_from_db()
    assert (kept.needs, kept.class_name) == (["needs_sight"], "3E 1")
    assert kept.last_name == same["last_name"]


def test_a_list_finds_the_pupils_of_the_school(act, session, school):
    learner = LearnerFactory(organisation=school, class_name="3E 2")
    replace_candidates(rows=rows_of([CandidateFactory.build(**named(learner))]), **act)
    candidate = session.candidates.get()
    assert (candidate.learner, candidate.class_name) == (learner, "3E 2")


def named(learner):
    return {name: getattr(learner, name) for name in ("last_name", "first_name", "birth_date")}


def test_a_list_is_refused_once_somebody_entered(act, session, now, learner):
    CandidateFactory(session=session, linked_at=now, user=learner)
    with pytest.raises(SessionJoinedError):
        replace_candidates(rows=[row()], **act)
    assert names(session) != ["Martin"]


def test_nothing_changes_in_a_finalised_session(act, session, finalised, pupils):
    for refused in (
        lambda: replace_candidates(rows=[row()], **act),
        lambda: add_candidate(row=row(), **act),
        lambda: enrol_learners(learners=pupils, **act),
    ):
        with pytest.raises(SessionClosedError):
            refused()
    assert not Candidate.objects.exists()


def test_one_more_by_hand(act, session, now, learner):
    CandidateFactory(session=session, linked_at=now, user=learner)
    add_candidate(row=row(extra_time=33), **act)
    assert session.candidates.get(last_name="Martin").extra_time_percent == 33
    with pytest.raises(AlreadyExpectedError):
        add_candidate(row=row("MARTIN", "zoe"), **act)


def test_pupils_bring_their_place_of_birth(act, session, pupils, places):
    assert enrol_learners(learners=pupils, **act) == 3
    told = session.candidates.order_by("pk").values_list(
        "birth_insee_code", "birth_city", "birth_country"
    )
    assert list(told) == [("29019", "Brest", "FRANCE"), ("99109", "Köln", "ALLEMAGNE"), ("",) * 3]


def test_nobody_is_enrolled_twice(act, session, pupils):
    enrol_learners(learners=pupils[:2], **act)
    assert enrol_learners(learners=pupils, **act) == 1
    assert session.candidates.count() == 3


def test_extra_time_and_needs(act, session):
    candidate = CandidateFactory(session=session)
    who = {"actor": act["actor"], "now": act["now"]}
    adapt(candidate=candidate, extra_time=33, needs=["needs_sight", "needs_sight"], **who)
    candidate.refresh_from_db()
    assert (candidate.extra_time_percent, candidate.needs) == (33, ["needs_sight"])


def test_whoever_entered_stays(act, session, now, learner):
    who = {"actor": act["actor"], "now": act["now"]}
    remove_candidate(candidate=CandidateFactory(session=session), **who)
    entered = CandidateFactory(session=session, linked_at=now, user=learner)
    with pytest.raises(CandidateEnteredError):
        remove_candidate(candidate=entered, **who)
    assert session.candidates.get() == entered


def test_changes_are_in_the_journal_without_names(act, session, teacher, school):
    replace_candidates(rows=[row()], **act)
    event = AuditEvent.objects.get(action=AuditAction.CANDIDATES_CHANGED)
    assert (event.actor, event.organisation) == (teacher, school)
    assert event.details == {"session": session.number, "added": 1, "kept": 0, "removed": 0}
