"""A certification while the servers under it are killed, one after the other and together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.support.patient import PatientCandidate
from tests.support.platform import MAIN_COMMANDS
from tests.support.stack import PATIENCE, eventually
from tests.support.stack_session import StackSession

pytestmark = pytest.mark.stack

CUT = 0  # whose network fails
DEAF = 1  # who gets no reply but to what is sent again
LEAVER = 2  # who stops after some answers
MINUTES, CUT_MINUTES = 120, 10


def test_a_certification_survives_the_death_of_each_server(bare_platform):
    session = StackSession.prepared(bare_platform, candidates=5)
    session.candidates[DEAF].loses_replies = True
    session.sit_down()
    session.move_back(session.candidates[CUT], "last_seen_at", minutes=CUT_MINUTES)
    answer_through_faults(session)
    assert_nothing_is_lost(session)
    with bare_platform.unattended():
        for name in ("worker", "Redis"):
            bare_platform.leave_dead(name)
        session.finalise()
    eventually(session.is_scored)
    assert [test["results"] for test in session.tests()] == [1] * len(session.candidates)
    assert bare_platform.inside("check_results", session.number) == {"validated": 4, "rejected": 1}


def test_the_worker_outlives_the_servers_and_ends_a_test_with_nobody_there(bare_platform):
    session = StackSession.prepared(bare_platform, candidates=1)
    session.sit_down()
    (late,) = session.candidates
    late.answer_some(3)
    worker = bare_platform.main_process(MAIN_COMMANDS["worker"])
    for name in ("PostgreSQL", "Redis"):
        bare_platform.replace(name)
    session.move_back(late, "started_at", "ends_at", "last_seen_at", minutes=MINUTES + 1)
    eventually(lambda: session.tests()[0]["ending"] == "out_of_time")
    assert bare_platform.main_process(MAIN_COMMANDS["worker"]) == worker
    late.answer_some(1)
    (test,) = session.tests()
    assert test["ended_at_its_end"]
    assert [position for position, *_ in test["answers"]] == [1, 2, 3]


def answer_through_faults(session: StackSession) -> None:
    """Nobody finishes before the last server was killed."""
    all_killed = Event()
    cut, *others = session.candidates
    with ThreadPoolExecutor(len(session.candidates)) as room:
        sitting = [room.submit(sit, one, all_killed) for one in others]
        try:
            kill_while_they_answer(session, "PostgreSQL", 4)
            eventually(lambda: any(one.sent_again for one in others))
            cut.give_sign()
            sitting.append(room.submit(sit, cut, all_killed))
            for name, answers in (("worker", 12), ("Redis", 18), ("web", 24)):
                kill_while_they_answer(session, name, answers)
        finally:
            all_killed.set()
    for one in sitting:
        one.result()
    session.invigilator.glance()


def kill_while_they_answer(session: StackSession, name: str, answers: int) -> None:
    """Once so many were acknowledged."""
    eventually(lambda: session.answers() >= answers)
    session.platform.kill(MAIN_COMMANDS[name])


def sit(one: PatientCandidate, all_killed: Event) -> None:
    one.answer_some(5 if one.seed == LEAVER else 8)
    assert all_killed.wait(PATIENCE)
    if one.seed != LEAVER:
        one.answer_some(99)
        assert one.where[0].endswith("/fin/")


def assert_nothing_is_lost(session: StackSession) -> None:
    for one, test in zip(session.candidates, session.tests(), strict=True):
        kept = {position: right for position, _, right in test["answers"]}
        assert kept == one.acknowledged
        assert list(kept) == list(range(1, len(kept) + 1))
        assert len({challenge for _, challenge, _ in test["answers"]}) == len(kept)
        assert test["ending"] == ("" if one.seed == LEAVER else "completed")
        assert test["given"] == test["given_back"]
        assert round(test["minutes"] * 60 - test["given"]) == MINUTES * 60
        assert (test["given"] >= CUT_MINUTES * 60) == (one.seed == CUT)
