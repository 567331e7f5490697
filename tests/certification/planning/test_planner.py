"""Everybody is seated once, nothing is held twice, and "impossible" is true."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from time import perf_counter

from hypothesis import given, settings

from certification.planning.planner import plan
from certification.planning.types import (
    Candidate,
    Cause,
    Impossible,
    Invigilator,
    Plan,
    Request,
    Room,
    Rules,
)
from tests.certification.planning.strategies import brute_force, minutes_of, requests

MORNING, AFTERNOON = datetime(2027, 1, 4, 8, tzinfo=UTC), datetime(2027, 1, 4, 14, tzinfo=UTC)


def school(*, pupils=40, classes=2, rooms=((20,) * 2), people=2, slots=(MORNING, AFTERNOON)):
    return Request(
        tuple(Candidate(f"c{n:03}", f"3{'ABCDEFGH'[n % classes]}") for n in range(pupils)),
        tuple(Room(f"Salle {n}", posts) for n, posts in enumerate(rooms)),
        tuple(Invigilator(f"Mme {n}") for n in range(people)),
        slots,
    )


def test_hundreds_who_sit_alone_are_an_answer_and_no_error():
    """Each one is a step of the search: deeper than a program may go."""
    days = [MORNING + timedelta(days=n) for n in range(30)]
    asked = school(pupils=600, rooms=(20,) * 30, people=60, slots=tuple(days))
    alone = tuple(replace(one, alone=True) for one in asked.candidates)
    found = plan(replace(asked, candidates=alone))
    assert isinstance(found, Plan) or found.reasons[-1].cause == Cause.UNPROVEN


def violations(request: Request, found: Plan) -> list[str]:
    """What a head would complain about."""
    seated = Counter(one for session in found.sessions for one in session.candidates)
    wrong = [] if seated == Counter(one.id for one in request.candidates) else ["seats"]
    for session in found.sessions:
        wrong += _in_session(request, session)
    for one, other in combinations(found.sessions, 2):
        if _end(request, one) <= other.starts_at or _end(request, other) <= one.starts_at:
            continue
        wrong += ["room twice"] * (one.room == other.room)
        wrong += ["person twice"] * bool(set(one.invigilators) & set(other.invigilators))
    return wrong


def _in_session(request: Request, session) -> list[str]:
    people = [one for one in request.candidates if one.id in session.candidates]
    room = next(room for room in request.rooms if room.name == session.room)
    watching = [one for one in request.invigilators if one.name in session.invigilators]
    end, rules = _end(request, session), request.rules
    checks = {
        "empty": bool(people),
        "posts": len(people) <= room.posts,
        "watched": len(people) <= rules.candidates_each * len(set(session.invigilators)),
        "alone": len(people) == 1 or not any(one.alone for one in people),
        "minutes": session.minutes == max(minutes_of(one, rules) for one in people),
        "slot": session.starts_at in request.slots,
        "free": not any(
            session.starts_at <= busy < end for one in (room, *watching) for busy in one.busy
        ),
    }
    return [name for name, holds in checks.items() if not holds]


def _end(request: Request, session) -> datetime:
    return session.starts_at + timedelta(minutes=session.minutes + request.rules.gap)


@given(requests())
@settings(max_examples=400, deadline=None)
def test_a_plan_holds_and_impossible_is_true(request_):
    found = plan(request_)
    if isinstance(found, Plan):
        assert not violations(request_, found)
    else:
        assert found.reasons
        assert Cause.UNPROVEN not in {reason.cause for reason in found.reasons}
        assert not brute_force(request_)


def test_a_year_group_is_planned_quickly():
    slots = tuple(MORNING + timedelta(days=n // 2, hours=6 * (n % 2)) for n in range(20))
    request = school(pupils=600, classes=8, rooms=(16, 18, 20, 24, 28, 30), people=9, slots=slots)
    special = [
        replace(one, extra_percent=33 if n % 12 == 0 else 0, alone=n % 120 == 7)
        for n, one in enumerate(request.candidates)
    ]
    request = replace(request, candidates=tuple(special))
    began = perf_counter()
    found = plan(request)
    assert perf_counter() - began < 2
    assert not violations(request, found)
    assert plan(request) == found


def test_a_class_stays_together():
    found = plan(school(pupils=40, classes=2))
    rows = [{int(one[1:]) % 2 for one in session.candidates} for session in found.sessions]
    assert [len(row) for row in rows] == [1, 1]


def test_a_class_stays_in_its_room_with_one_more_invigilator():
    request = school(pupils=46, classes=2, rooms=(18, 24), people=3)
    found = plan(request)
    assert [len(session.candidates) for session in found.sessions] == [23, 23]
    assert {len(session.invigilators) for session in found.sessions} == {2}


def test_a_class_cut_between_two_rooms_is_cut_in_equal_parts():
    found = plan(school(pupils=22, classes=1, rooms=(18, 20), people=2, slots=(MORNING,)))
    assert [len(session.candidates) for session in found.sessions] == [11, 11]


def test_a_class_too_large_for_a_room_sits_at_one_time():
    found = plan(school(pupils=60, classes=2, rooms=(15, 15), people=2))
    assert not isinstance(found, Impossible)
    whole = {session.starts_at: set() for session in found.sessions}
    for session in found.sessions:
        whole[session.starts_at] |= {int(one[1:]) % 2 for one in session.candidates}
    assert [len(classes) for classes in whole.values()] == [1, 1]


def test_those_with_extra_time_sit_together_without_delaying_anybody():
    slots = (MORNING, MORNING + timedelta(hours=2, minutes=20), AFTERNOON)
    request = school(pupils=60, rooms=(12, 20), people=2, slots=slots)
    pupils = [replace(one, extra_percent=33 * (n < 6)) for n, one in enumerate(request.candidates)]
    found = plan(replace(request, candidates=tuple(pupils)))
    longer = [session for session in found.sessions if session.minutes == 160]
    assert [sorted(session.candidates) for session in longer] == [[f"c{n:03}" for n in range(6)]]
    assert longer[0].starts_at != MORNING


def test_a_large_room_needs_two_people():
    found = plan(school(pupils=30, rooms=(30,), people=2, slots=(MORNING,)))
    assert [len(session.invigilators) for session in found.sessions] == [2]


def test_work_is_shared():
    slots = tuple(MORNING + timedelta(days=n) for n in range(4))
    found = plan(school(pupils=80, rooms=(20,), people=4, slots=slots))
    assert len({session.invigilators for session in found.sessions}) == 4


def test_rules_are_the_ones_given():
    request = replace(school(pupils=4, rooms=(4,)), rules=Rules(minutes=105, gap=0))
    assert [session.minutes for session in plan(request).sessions] == [105]
