"""The grid: what it shows of each post, how often it is drawn, what it costs."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains

from certification.enums import Ending, EventKind
from certification.selectors.supervision import PostState, post_of, room_of
from certification.services.authorisation import authorise, let_resume
from certification.services.presence import arrive, signal
from certification.services.tests import end
from tests.certification.supervision.conftest import at
from tests.factories.certification import CandidateFactory
from tests.support.sitting import OTHER_POST, POST, certifiable_user, reply, seated, started

HTMX = {"HX-Request": "true"}


def state(candidate, now):
    return post_of(candidate, now=now).state


def test_before_the_test(expected, candidate, invigilator, now):
    assert state(expected, now) == PostState.EXPECTED
    assert state(candidate, now) == PostState.WAITING
    authorise(candidates=[candidate], author=invigilator, now=now)
    assert state(candidate, now) == PostState.AUTHORISED
    later = post_of(candidate, now=now + settings.AUTHORISATION_LIFE + timedelta(seconds=1))
    assert (later.state, later.has_expired) == (PostState.WAITING, True)


def test_during_the_test(candidate, test, invigilator, now):
    test.last_seen_at = now
    test.save()
    assert state(candidate, now) == PostState.UNDER_WAY
    assert state(candidate, now + timedelta(minutes=2)) == PostState.SILENT
    arrive(test, post=OTHER_POST, now=now)
    assert state(candidate, now) == PostState.SUSPENDED
    let_resume(test=test, author=invigilator, now=now)
    assert state(candidate, now) == PostState.RESUMING
    end(test, Ending.BY_INVIGILATOR, now)
    assert state(candidate, now) == PostState.ENDED


def test_where_a_candidate_is(candidate, test, now):
    reply(test, now)
    post = post_of(candidate, now=now + timedelta(minutes=10))
    assert (post.number, post.questions, post.seconds_left) == (2, 15, 6600)


def test_an_alert_says_what_its_question_holds(candidate, alert, now):
    post = post_of(candidate, now=now + timedelta(minutes=10))
    assert (post.state, post.seconds_left, post.paused) == (PostState.ALERT, 7200, True)
    assert (post.alert.alert, post.alert.number, post.alert.holds) == (alert, 1, ())
    assert [one.name for one in post.alert.reasons] == [
        "SOFTWARE_NOT_WORKING",
        "ACCESSIBILITY_ISSUE",
    ]


def test_signals_are_counted(candidate, test, now):
    for kind in (EventKind.FOCUS_LOST, EventKind.FOCUS_LOST, EventKind.SECOND_WINDOW):
        signal(test, kind, position=1, now=now)
    signal(test, EventKind.FOCUS_BACK, position=1, now=now)
    post = post_of(candidate, now=now)
    assert post.signals == {"focus_lost": 2, "second_window": 1}
    assert post.told == 3


def test_counts(session, expected, candidate, test, now):
    room = room_of(session, now=now)
    assert (room.present, room.authorised, room.under_way, room.ended) == (0, 0, 1, 0)
    expected.present_at = now
    expected.save()
    assert (room_of(session, now=now).present, room_of(session, now=now).to_authorise) == (1, 1)


def test_the_page_tells_everything(room, session, candidate, alert, expected):
    expected.extra_time_percent, expected.needs = 33, ["needs_sight"]
    expected.save()
    page = room.get(at("supervision", session))
    said = (
        "BCDF23",
        "14/03/2010",
        "+33 %",
        "aménagé",
        "Problème signalé",
        "Rien ne s&#x27;affiche",
    )
    for words in said:
        assertContains(page, words)


def test_a_name_is_found_without_javascript(room, session, expected, candidate):
    page = room.get(at("supervision", session), {"nom": "VIDÂL"})
    assert [one.candidate for one in page.context["posts"]] == [expected]


def test_nothing_is_sent_while_nothing_happens(room, session, candidate, now):
    grid, mark = at("supervision_grid", session), room_of(session, now=now).mark
    assert room.get(grid, {"vu": mark}, headers=HTMX).status_code == 204
    candidate.present_at = now
    candidate.save()
    fresh = room.get(grid, {"vu": mark}, headers=HTMX)
    assertContains(fresh, 'id="salle"')
    assert b"<html" not in fresh.content


def test_time_that_passes_changes_nothing(session, candidate, test, now):
    test.last_seen_at = now
    test.save()
    marks = {room_of(session, now=now + timedelta(seconds=second)).mark for second in (0, 20, 40)}
    assert len(marks) == 1
    assert room_of(session, now=now + timedelta(seconds=50)).mark not in marks


def test_without_htmx_the_grid_is_the_page(room, session):
    assert room.get(at("supervision_grid", session)).url == at("supervision", session)


@pytest.mark.parametrize("count", [1, 30])
def test_a_refresh_costs_five_statements(room, session, invigilator, now, count):
    session = type(session).objects.select_related("centre", "format").get(pk=session.pk)
    for number in range(count):
        seat = CandidateFactory(session=session, last_name=f"Nom {number}")
    user = certifiable_user(now)
    test = started(seated(session, user, now, last_name="En cours"), invigilator, now)
    signal(test, EventKind.FOCUS_LOST, position=1, now=now)
    with CaptureQueriesContext(
        connection,
    ) as made:
        answer = room.get(at("supervision_grid", session), headers=HTMX)
    assertContains(answer, seat.last_name)
    assert len(made) == 5, [one["sql"][:90] for one in made]


def test_the_sheet_lists_what_happened(room, session, candidate, test, now):
    signal(test, EventKind.FOCUS_LOST, position=1, now=now)
    page = room.get(at("supervised_candidate", session, candidate))
    assertContains(page, "a quitté la page")
    assertContains(page, "Nadia Benali")


def test_somebody_of_another_session_is_not_here(room, session):
    other = CandidateFactory()
    assert room.get(at("supervised_candidate", session, other)).status_code == 404


def test_the_page_closed_for_ten_minutes_stops_nothing(room, session, candidate, test, now):
    """Nobody refreshes: the candidate answers on, and the room shows it when it is opened."""
    for minute in range(10):
        reply(test, now + timedelta(minutes=minute), post=POST)
    page = room.get(at("supervision", session))
    assert [one.number for one in page.context["posts"]] == [11]
    assert timezone.now() < test.ends_at
