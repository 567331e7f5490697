"""A killed stack leaves no process, and its data starts again."""

import os
import signal
from pathlib import Path

import pytest

from tests.support.stack import PATIENCE

pytestmark = pytest.mark.stack


@pytest.fixture
def killed(stack, eventually):
    """A stack with one committed row, then SIGKILL in the middle of a command."""
    stack.sql("create table kept as select 'row' as value")
    process = stack.start("exec", "--", "sh", "-c", "echo ready; sleep 300")
    assert process.stdout.readline() == "ready\n"
    process.kill()
    process.communicate(timeout=PATIENCE)
    eventually(lambda: stack.processes() == [])
    return stack


def test_a_kill_leaves_no_process_and_the_row_is_still_there(killed):
    assert killed.sql("select value from kept") == "[('row',)]"


def test_an_immediate_new_start_waits_for_the_end_of_the_killed_one(stack):
    process = stack.start("exec", "--fast", "--", "sh", "-c", "echo ready; sleep 300")
    assert process.stdout.readline() == "ready\n"
    process.kill()
    assert stack.sql("select 1").endswith("[(1,)]")
    process.communicate(timeout=PATIENCE)


def test_a_kill_of_stack_and_guard_leaves_no_process(stack, eventually):
    process = stack.start("exec", "--fast", "--", "sh", "-c", "echo ready; exec sleep 300")
    assert process.stdout.readline() == "ready\n"
    for one in [stack.guard_of(process.pid), process]:
        one.kill()
    process.communicate(timeout=PATIENCE)
    eventually(lambda: stack.processes() == [])
    assert stack.sql("select 1") == "[(1,)]"


def test_a_pid_file_naming_another_program_is_no_obstacle(stack):
    stack.sql("create table kept as select 1 as value")
    (stack.data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{stack.data}\n")
    assert stack.sql("select value from kept") == "[(1,)]"


def test_an_interrupted_creation_is_begun_again(stack):
    (stack.data / "postgres.new" / "base").mkdir(parents=True)
    assert stack.sql("select 1") == "[(1,)]"


def test_a_cluster_of_another_version_is_named(stack):
    stack.sql("select 1")
    (stack.data / "postgres" / "PG_VERSION").write_text("17\n")
    status, output = stack.python("pass")
    assert status == 1
    assert "was made by PostgreSQL 17; this version runs 18" in output


def test_a_killed_throwaway_folder_is_removed(stack, eventually):
    show = "import os, time; print(os.environ['PIX_DATA_DIR'], flush=True); time.sleep(300)"
    process = stack.start("exec", "--throwaway", "--", "python", "-c", show)
    folder = process.stdout.readline().strip()
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    eventually(lambda: not Path(folder).exists())
