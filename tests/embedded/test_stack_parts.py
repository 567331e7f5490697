"""The decisions of the stack that need no server."""

import os
from pathlib import Path

import pytest

from pix.embedded import StackError, browser, privileges
from pix.embedded.folders import LONGEST_SOCKET_NAME, LONGEST_SOCKET_PATH, socket_folder
from pix.embedded.process import Process
from pix.embedded.supervision import LONGEST_PAUSE, Supervised


@pytest.fixture
def as_root(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.mark.parametrize("depth", [1, 40, 75, 76, 120, 4000])
def test_a_socket_path_is_never_too_long(depth):
    folder = socket_folder(Path("/", "d" * depth))
    assert len(os.fsencode(folder)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH


def test_two_deep_folders_have_two_socket_folders():
    deep = Path("/", "d" * 200)
    assert socket_folder(deep / "one") != socket_folder(deep / "two")


@pytest.mark.parametrize(
    ("possible", "chosen"),
    [
        (("unshare", "setpriv"), privileges.NAMESPACE),
        (("setpriv",), privileges.ACCOUNT),
    ],
)
def test_root_is_lowered_by_the_first_way_that_works(
    as_root, monkeypatch, tmp_path, possible, chosen
):
    monkeypatch.setattr(privileges, "works", lambda command: command[0] in possible)
    monkeypatch.setattr(privileges, "give", lambda folder, owner: None)
    assert privileges.without_root("postgres", tmp_path) == chosen


def test_root_that_cannot_be_lowered_is_told_what_to_do(as_root, monkeypatch, tmp_path):
    monkeypatch.setattr(privileges, "works", lambda command: False)
    with pytest.raises(StackError, match="as an ordinary user"):
        privileges.without_root("postgres", tmp_path)


def test_pauses_grow_while_a_program_keeps_failing(monkeypatch, tmp_path, capsys):
    def refuse() -> None:
        raise StackError("no")

    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    one = Supervised(Process("worker", [], tmp_path / "log", {}), refuse, restart_at=0.0)
    pauses = []
    for _ in range(8):
        one.check()
        pauses.append(one.restart_at - now)
        now = one.restart_at
    assert pauses == [0.5, 1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]
    assert capsys.readouterr().out.count("worker does not start: no") == 8


def test_a_named_browser_must_exist(monkeypatch):
    monkeypatch.setenv("CHROMIUM_PATH", "/no/such/browser")
    with pytest.raises(StackError, match="CHROMIUM_PATH names /no/such/browser"):
        browser.find_browser()


def test_every_way_to_a_browser_that_failed_is_listed(monkeypatch):
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)

    def refuse() -> Path:
        raise StackError("not this way")

    for way in ("on_path", "from_package", "from_debian"):
        monkeypatch.setattr(browser, way, refuse)
    with pytest.raises(StackError) as problem:
        browser.find_browser()
    assert str(problem.value).count("not this way") == 3
