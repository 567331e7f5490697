"""Impossible: why, and what would be enough."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from certification.planning.causes import changed
from certification.planning.planner import plan
from certification.planning.types import (
    Cause,
    Change,
    Impossible,
    Invigilator,
    Plan,
    Reason,
    Remedy,
    Room,
    Window,
)
from tests.certification.planning.strategies import requests
from tests.certification.planning.test_planner import AFTERNOON, MORNING, school


def test_missing_places_are_counted_and_remedied():
    found = plan(school(pupils=92, rooms=(20, 20), people=3))
    assert found.reasons == (Reason(Cause.PLACES_MISSING, number=12, of=92),)
    assert found.remedies == (Remedy(Change.ROOM, 6), Remedy(Change.SLOTS, 1))


def test_a_slot_with_nobody_to_watch_is_named():
    request = school(pupils=40, rooms=(20,))
    busy = (Invigilator("Mme 0", frozenset({AFTERNOON})),)
    found = plan(replace(request, invigilators=busy))
    assert Reason(Cause.NOBODY_TO_WATCH, slot=AFTERNOON) in found.reasons
    assert Remedy(Change.INVIGILATORS, 1) in found.remedies


def test_a_slot_with_too_few_people_says_how_many_places_are_lost():
    found = plan(school(pupils=60, rooms=(20, 20), people=1))
    assert Reason(Cause.FEW_TO_WATCH, slot=MORNING, number=20) in found.reasons


def test_a_slot_without_a_free_room_is_named():
    found = plan(replace(school(), rooms=(Room("S", 20, frozenset({MORNING})),)))
    assert Reason(Cause.NO_ROOM_FREE, slot=MORNING) in found.reasons


def test_own_rooms_that_are_missing():
    request = school(pupils=21, rooms=(20,), people=1, slots=(MORNING, AFTERNOON))
    pupils = [replace(one, alone=n < 2) for n, one in enumerate(request.candidates)]
    found = plan(replace(request, candidates=tuple(pupils)))
    assert found.reasons == (Reason(Cause.OWN_ROOMS_MISSING, number=1, of=2),)
    assert found.remedies == (Remedy(Change.SLOTS, 1),)


def test_extra_time_that_fits_nowhere():
    request = school(pupils=40, rooms=(20,), people=1)
    request = replace(request, slots=(MORNING, MORNING + timedelta(minutes=140)))
    pupils = [
        replace(one, extra_percent=33 if n < 21 else 0) for n, one in enumerate(request.candidates)
    ]
    found = plan(replace(request, candidates=tuple(pupils)))
    assert found.reasons == (Reason(Cause.EXTRA_TIME, number=160, of=21),)


@pytest.mark.parametrize(
    ("field", "cause"),
    [
        ("candidates", Cause.NO_CANDIDATE),
        ("rooms", Cause.NO_ROOM),
        ("invigilators", Cause.NO_INVIGILATOR),
        ("slots", Cause.NO_SLOT),
    ],
)
def test_nothing_to_plan_with(field, cause):
    assert plan(replace(school(), **{field: ()})) == Impossible((Reason(cause),))


def test_what_is_given_twice_is_named():
    request = school()
    twice = replace(request, rooms=(*request.rooms, request.rooms[0]))
    assert plan(twice).reasons == (Reason(Cause.ROOM_TWICE, name="Salle 0"),)


def test_slots_outside_the_window_or_too_close():
    soon = MORNING + timedelta(minutes=130)
    request = replace(
        school(slots=(MORNING, soon)), windows=(Window(date(2027, 2, 1), date(2027, 3, 1)),)
    )
    assert plan(request).reasons == (
        Reason(Cause.OUTSIDE_WINDOW, slot=MORNING),
        Reason(Cause.OUTSIDE_WINDOW, slot=soon),
        Reason(Cause.TOO_CLOSE, slot=soon, number=130, of=140),
    )


@given(requests())
@settings(max_examples=150, deadline=None)
def test_every_remedy_is_enough(request_):
    found = plan(request_)
    if isinstance(found, Impossible):
        for remedy in found.remedies:
            assert isinstance(plan(changed(request_, remedy.change, remedy.number)), Plan)
