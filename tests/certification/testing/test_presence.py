"""Silences, focus, windows: seen and written down, never punished."""

from datetime import timedelta

import pytest

from certification.enums import EventKind
from certification.services.presence import arrive, note_silences, see, signal
from tests.support.sitting import OTHER_POST, POST, reply


def kinds(test) -> list[str]:
    told = test.events.exclude(kind=EventKind.STARTED).order_by("at", "pk")
    return list(told.values_list("kind", flat=True))


def test_signs_of_life_leave_no_trace(test, now):
    for seconds in (0, 15, 30, 74):
        assert see(test, post=POST, now=now + timedelta(seconds=seconds))
    test.refresh_from_db()
    assert test.last_seen_at == now + timedelta(seconds=74)
    assert kinds(test) == []


def test_ten_minutes_without_network_are_seen_and_given_back(test, now):
    see(test, post=POST, now=now)
    assert note_silences(now + timedelta(seconds=44)) == 0
    assert note_silences(now + timedelta(seconds=45)) == 1
    assert note_silences(now + timedelta(seconds=65)) == 0
    back = now + timedelta(minutes=10)
    see(test, post=POST, now=back)
    assert kinds(test) == [EventKind.DISCONNECTED, EventKind.RECONNECTED]
    assert test.ends_at == now + timedelta(hours=2, minutes=10)


def test_a_silence_is_seen_even_if_no_task_looked(test, now):
    see(test, post=POST, now=now)
    see(test, post=POST, now=now + timedelta(minutes=2))
    lost, back = test.events.exclude(kind=EventKind.STARTED).order_by("at")
    assert lost.at == now + timedelta(seconds=45)
    assert back.detail == {"seconds": 120, "given_back": 120}


def test_what_is_given_back_without_asking_has_a_limit(test, now):
    at = now
    for _ in range(3):
        see(test, post=POST, now=at)
        at += timedelta(minutes=7)
    see(test, post=POST, now=at)
    assert test.ends_at == now + timedelta(hours=2, minutes=15)


def test_a_page_that_answers_without_a_sign_of_life_gains_no_time(test, now):
    see(test, post=POST, now=now)
    for minutes in range(1, 10):
        reply(test, now + timedelta(minutes=minutes))
    see(test, post=POST, now=now + timedelta(minutes=9, seconds=30))
    assert test.ends_at == now + timedelta(hours=2, seconds=30)


def test_a_browser_without_javascript_is_not_said_to_be_silent(test, now):
    assert note_silences(now + timedelta(minutes=30)) == 0


def test_changing_machines_costs_no_time(test, now):
    see(test, post=POST, now=now)
    arrive(test, post=OTHER_POST, now=now + timedelta(minutes=4))
    assert test.suspended_at == now + timedelta(minutes=4)
    assert test.ends_at == now + timedelta(hours=2, minutes=4)
    assert EventKind.OTHER_POST in kinds(test)


def test_another_browser_gives_no_sign_of_life(test, now):
    assert not see(test, post=OTHER_POST, now=now)
    test.refresh_from_db()
    assert test.last_seen_at is None


def test_leaving_the_page_is_a_signal_with_its_length(test, now):
    signal(test, EventKind.FOCUS_LOST, position=1, now=now)
    signal(test, EventKind.FOCUS_BACK, position=1, now=now, seconds=12.34)
    assert test.events.get(kind=EventKind.FOCUS_BACK).detail == {"seconds": 12.3}
    test.refresh_from_db()
    assert (test.state, test.suspended_at) == ("started", None)


@pytest.mark.parametrize("kind", [EventKind.EXTENDED, EventKind.ENDED, EventKind.AUTHORISED])
def test_a_page_does_not_say_what_people_do(test, now, kind):
    signal(test, kind, position=1, now=now)
    assert kinds(test) == []


def test_a_broken_page_does_not_fill_the_journal(test, now, monkeypatch):
    monkeypatch.setattr("certification.services.presence._MOST_SIGNALS", 3)
    for _ in range(5):
        signal(test, EventKind.FOCUS_LOST, position=1, now=now)
    assert len(kinds(test)) == 3
