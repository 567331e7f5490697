"""What is noted for the worker reaches Redis within a moment, in one trip."""

import pytest

from pix.shared import counters


@pytest.fixture(autouse=True)
def _nothing_waits():
    counters.take_waiting("test:set", 10)
    counters.take_counts("test:counts")


def test_what_was_noted_is_taken_once():
    for member in ("a", "b", "a"):
        counters.note(waiting={"test:set": member}, counts=[("test:counts", member)])
    assert counters.take_waiting("test:set", 10) == ["a", "b"]
    assert counters.take_counts("test:counts") == {"a": 2, "b": 1}
    assert counters.take_waiting("test:set", 10) == []
    assert counters.take_counts("test:counts") == {}


def test_a_moment_makes_one_trip(monkeypatch):
    timers = []
    monkeypatch.setattr(counters.threading, "Timer", lambda *told: timers.append(told) or Started())
    for _ in range(3):
        counters.note(counts=[("test:counts", "a")])
    ((_, send),) = timers
    send()
    assert counters.take_counts("test:counts") == {"a": 3}
    counters.note(counts=[("test:counts", "a")])
    assert len(timers) == 2


class Started:
    def start(self) -> None:
        pass
