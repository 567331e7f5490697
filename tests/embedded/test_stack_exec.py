"""`python -m pix.embedded exec`: one command with servers at hand."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from pix.embedded import command
from tests.support.stack import PATIENCE

pytestmark = pytest.mark.stack

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

SHOW_SERVERS = """
import os, psycopg, redis
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    row = connection.execute(
        "select datlocprovider, datlocale, current_setting('server_version_num')::int / 10000"
        " from pg_database where datname = current_database()").fetchone()
print(*row, redis.from_url(os.environ["REDIS_URL"]).ping())
"""


def test_the_command_gets_both_servers(warm):
    assert warm.python(SHOW_SERVERS) == (0, "b PG_UNICODE_FAST 18 True\n")


def test_the_exit_code_is_that_of_the_command(warm):
    assert warm.python("raise SystemExit(7)") == (7, "")
    assert warm.processes() == []


def test_a_statement_that_fails_leaves_no_name_in_the_log(warm):
    failing = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    connection.execute("create temporary table people (name text unique)")
    connection.execute("insert into people values ('Louise')")
    connection.execute("insert into people values ('Louise')")
"""
    assert warm.python(failing)[0] == 1
    log = (warm.data / "log" / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "Louise" not in log


def test_a_throwaway_folder_is_removed(stack):
    show = "import os; print(os.environ['PIX_DATA_DIR'])"
    status, folder = stack.finish("exec", "--throwaway", "--", "python", "-c", show)
    assert status == 0
    assert not Path(folder.strip()).exists()


def test_named_servers_are_used_as_they_are(stack):
    stack.environment = {"DATABASE_URL": "postgres://elsewhere/pix", "REDIS_URL": "redis://there"}
    status, output = stack.python("import os; print(os.environ['DATABASE_URL'])")
    assert (status, output) == (0, "postgres://elsewhere/pix\n")
    assert not stack.data.exists()


def test_an_unknown_command_is_named(warm):
    assert warm.finish("exec", "--", "no-such-program") == (
        1,
        "Cannot run no-such-program: No such file or directory\n",
    )


def test_a_folder_too_deep_for_sockets_works(stack):
    stack.data = stack.data / ("d" * 110)
    assert stack.sql("select 1") == "[(1,)]"


def test_a_folder_with_spaces_and_accents_works(stack):
    stack.data = stack.data / "mes données à moi"
    assert stack.python(SHOW_SERVERS)[0] == 0


def test_an_ordinary_user_can_run_it(warm):
    if os.geteuid() == 0:
        warm.prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    assert warm.sql("select 1") == "[(1,)]"


def test_a_second_command_shares_the_servers_of_the_first(warm):
    first = warm.start("exec", "--fast", "--", "sh", "-c", "echo ready; sleep 2")
    assert first.stdout.readline() == "ready\n"
    second = warm.start("exec", "--", "sh", "-c", "sleep 3; psql --version >/dev/null; echo end")
    assert [one.communicate(timeout=PATIENCE)[0] for one in (first, second)] == ["", "end\n"]
    assert (first.returncode, second.returncode) == (0, 0)


def test_a_termination_reaches_the_command_first(warm):
    process = warm.start("exec", "--fast", "--", "sh", "-c", "echo ready; exec sleep 60")
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 128 + signal.SIGTERM
    process.stdout.close()


def test_a_termination_while_the_command_starts_reaches_it_too(monkeypatch):
    before = {number: signal.getsignal(number) for number in SIGNALS}
    start = subprocess.Popen

    def interrupted(*arguments, **options):
        process = start(*arguments, **options)
        os.kill(os.getpid(), signal.SIGTERM)
        return process

    monkeypatch.setattr(command.subprocess, "Popen", interrupted)
    try:
        assert command.run_command(["sleep", "60"], {}) == 128 + signal.SIGTERM
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_starting_twice_on_one_folder_is_refused_clearly(warm):
    first = warm.start("exec", "--fast", "--", "sh", "-c", "echo ready; exec sleep 60")
    assert first.stdout.readline() == "ready\n"
    status, output = warm.finish("run")
    assert status == 1
    assert f"Pix already runs on {warm.data} (process {first.pid})" in output
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=PATIENCE)


def test_two_folders_live_side_by_side(warm, stack):
    running = warm.start("exec", "--fast", "--", "sh", "-c", "echo ready; exec sleep 60")
    assert running.stdout.readline() == "ready\n"
    assert stack.sql("select 1") == "[(1,)]"
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=PATIENCE)
