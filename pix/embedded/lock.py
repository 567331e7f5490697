"""One stack at a time on a data folder."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator

from pix.embedded import StackError
from pix.embedded.folders import Folders

END_OF_KILLED_RUN = 40  # seconds the guard of a killed run may need to stop its processes


class AlreadyRunningError(StackError):
    """Another stack uses this data folder."""


def take_lock(folders: Folders) -> int:
    """Lock the data folder; the lock lives as long as the returned descriptor, even inherited."""
    descriptor = os.open(folders.lock, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + END_OF_KILLED_RUN
    announced = False
    while not try_lock(descriptor):
        owner = os.pread(descriptor, 20, 0).decode().strip()
        if is_alive(owner) or time.monotonic() > deadline:
            os.close(descriptor)
            raise AlreadyRunningError(
                f"Pix already runs on {folders.data} (process {owner or 'unknown'}). "
                "Stop it first, or give another folder: PIX_DATA_DIR=… PORT=… make run"
            )
        if not announced:
            print("Waiting for the end of an interrupted run…", flush=True)
            announced = True
        time.sleep(0.2)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return descriptor


def try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_alive(pid: str) -> bool:
    # Just locked and not yet signed: somebody is starting.
    if not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@contextlib.contextmanager
def guest(folders: Folders) -> Iterator[None]:
    """While a command uses the servers of another one, the owner waits for it before stopping."""
    with folders.lock.with_name("guests.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def wait_for_guests(folders: Folders) -> None:
    with folders.lock.with_name("guests.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
