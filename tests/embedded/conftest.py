"""A stack of its own for each test; one whole platform for the tests that need it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import stack as stacks
from tests.support.platform import Platform
from tests.support.stack import Stack


@pytest.fixture
def eventually():
    return stacks.eventually


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A new data folder."""
    yield from checked(Stack(tmp_path / "data"))


@pytest.fixture(scope="module")
def warm_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("warm") / "data"


@pytest.fixture
def warm(warm_data: Path) -> Iterator[Stack]:
    """A data folder already made, for tests that leave it as it is: quicker."""
    yield from checked(Stack(warm_data))


def checked(one: Stack) -> Iterator[Stack]:
    yield one
    left = one.processes()
    for process in left:
        process.kill()
    one.end()
    assert left == []


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """`make run`, until Ctrl-C."""
    yield from until_ctrl_c(Platform.start(tmp_path_factory.mktemp("platform") / "data"))


@pytest.fixture(scope="module")
def bare_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The same, without the demonstration and all that its worker makes at first."""
    data = tmp_path_factory.mktemp("platform") / "data"
    yield from until_ctrl_c(Platform.start(data, demonstration=False))


def until_ctrl_c(running: Platform) -> Iterator[Platform]:
    yield running
    try:
        assert running.stop() == 0
        assert running.stack.processes() == []
    finally:
        running.stack.end()
