"""`make run`: the whole platform, killed piece by piece while somebody takes a test."""

import signal
import socket
import urllib.request

import pytest

from tests.support.platform import MAIN_COMMANDS
from tests.support.stack import PATIENCE

pytestmark = pytest.mark.stack


def test_it_says_where_it_is_and_who_can_sign_in(platform):
    assert f"Pix is ready: {platform.url}/" in platform.output
    assert f"{platform.url}/admin/courrier/" in platform.output
    assert (platform.data / "demo-accounts.txt").read_text().strip() in platform.output


def test_a_demonstration_ent_leads_to_it(platform):
    address = (platform.data / "demo-ent-address").read_text()
    assert f"{address}/" in platform.output
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:
        assert "ENT de démonstration" in page.read().decode()


@pytest.mark.parametrize("name", ["beat", "web", "demo-ent"])
def test_a_killed_program_is_started_again(platform, eventually, name):
    killed = platform.kill(MAIN_COMMANDS[name])
    eventually(lambda: platform.main_process(MAIN_COMMANDS[name]) not in (None, killed))
    eventually(lambda: platform.learner().is_served("/sante/"))
    assert f"{name} stopped by itself (signal SIGKILL)" in platform.output


def test_no_acknowledged_answer_is_lost_when_servers_are_killed(platform, eventually):
    learner = platform.learner()
    learner.sign_in()
    learner.start_test()
    for name in ("PostgreSQL", "worker", "Redis", "PostgreSQL", "worker", "Redis"):
        platform.kill(MAIN_COMMANDS[name])
        learner.answer_until_acknowledged()
    recorded = platform.recorded_positions(learner.test)
    assert recorded == list(range(1, len(recorded) + 1))
    assert len(learner.acknowledged) >= 3
    assert set(learner.acknowledged) <= set(recorded)
    eventually(lambda: platform.differences() == 0)


def test_a_port_in_use_is_named(stack):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        stack.environment = {"PORT": str(port)}
        assert stack.finish("run") == (
            1,
            f"Port {port} is already in use. Choose another one: PORT={port + 1} make run\n",
        )


@pytest.mark.parametrize("port", ["zero", "0", "65536", "-1"])
def test_a_port_must_be_a_port(stack, port):
    stack.environment = {"PORT": port}
    status, output = stack.finish("run")
    assert (status, output) == (1, f"PORT must be a number from 1 to 65535, not “{port}”.\n")


def test_a_failed_preparation_shows_its_log(stack):
    stack.environment = {"DJANGO_SETTINGS_MODULE": "no_such_settings", "PORT": "1024"}
    status, output = stack.finish("run")
    assert status == 1
    assert "No module named 'no_such_settings'" in output


def test_ctrl_c_while_starting_stops_everything(stack):
    process = stack.start("run")
    assert process.stdout.readline().startswith("Starting PostgreSQL")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
