"""Where the stack keeps its files."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pix.embedded import StackError

# The kernel refuses longer socket addresses (108 bytes on Linux, 104 on macOS, final zero).
LONGEST_SOCKET_PATH = 100
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True)
class Folders:
    """The folders of one stack; two checkouts have two, and never meet."""

    data: Path
    sockets: Path

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def redis(self) -> Path:
        return self.data / "redis"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    @property
    def demo_accounts(self) -> Path:
        return self.data / "demo-accounts.txt"

    @property
    def demo_ent(self) -> Path:
        """The address of the demonstration ENT, while its connector is open."""
        return self.data / "demo-ent-address"

    @property
    def demo_people(self) -> Path:
        return self.data / "demo-ent.json"


def make_folders(data: Path) -> Folders:
    data = data.expanduser().absolute()
    folders = Folders(data=data, sockets=socket_folder(data))
    try:
        for folder in (data, folders.sockets, folders.redis, folders.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StackError(f"Cannot write in {data} ({error.strerror}): set PIX_DATA_DIR.") from error
    if not os.access(data, os.W_OK) or folders.sockets.stat().st_uid != os.geteuid():
        raise StackError(f"{data} belongs to someone else: set PIX_DATA_DIR to a folder of yours.")
    return folders


def socket_folder(data: Path) -> Path:
    """Beside the data when the path is short enough, else a short folder named after the data."""
    beside = data / "run"
    if len(os.fsencode(beside)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH:
        return beside
    digest = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:12]
    name = f"pix-{os.geteuid()}-{digest}"
    own = Path(tempfile.gettempdir())
    short = len(os.fsencode(own / name)) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH
    base = own if short else Path("/tmp")  # noqa: S108 -- the owner of the folder is checked
    return base / name
