"""One stack at a time on a data folder.

Two locks, both released by the kernel when their holders die: `stack.lock` is held by the stack,
`data.lock` by the stack and its guard. The second without the first means that the stack was
killed and that its guard is still stopping the servers.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator

from pix.embedded import StackError
from pix.embedded.folders import Folders

END_OF_KILLED_RUN = 60  # seconds the guard of a killed run may need to stop its processes


class AlreadyRunningError(StackError):
    """Another stack uses this data folder."""


@contextlib.contextmanager
def taken(folders: Folders) -> Iterator[int]:
    """Take the data folder; gives the descriptor that the guard must inherit."""
    with opened(folders, "stack.lock") as stack, opened(folders, "data.lock") as data:
        if not try_lock(stack):
            owner = os.pread(stack, 20, 0).decode()
            raise AlreadyRunningError(
                f"Pix already runs on {folders.data} (process {owner}). "
                "Stop it first, or give another folder: PIX_DATA_DIR=… PORT=… make run"
            )
        os.ftruncate(stack, 0)
        os.pwrite(stack, str(os.getpid()).encode(), 0)
        wait_for_guard(data)
        yield data


@contextlib.contextmanager
def opened(folders: Folders, name: str) -> Iterator[int]:
    descriptor = os.open(folders.data / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for_guard(descriptor: int) -> None:
    if try_lock(descriptor):
        return
    print("Waiting for the end of an interrupted run…", flush=True)
    deadline = time.monotonic() + END_OF_KILLED_RUN
    while not try_lock(descriptor):
        if time.monotonic() > deadline:
            raise StackError("The processes of an interrupted run do not stop: end them first.")
        time.sleep(0.2)


@contextlib.contextmanager
def guest(folders: Folders) -> Iterator[None]:
    """While a command uses the servers of another one, the owner waits for it before stopping."""
    with opened(folders, "guests.lock") as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


def wait_for_guests(folders: Folders) -> None:
    with opened(folders, "guests.lock") as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
