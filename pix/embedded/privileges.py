"""PostgreSQL refuses to run as root: give it another identity, without making accounts.

First choice, a user namespace: inside it root is nobody, outside the files stay root's. Where it
is forbidden (a container's default profile), the account nobody, with the right to pass through
folders closed to it.
"""

import functools
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pix.embedded import StackError

NOBODY = 65534
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
ACCOUNT = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig=INT"),
    *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
)


def without_root(program: str, data: Path) -> Sequence[str]:
    """The words to put before a PostgreSQL command; its data gets the owner it will need."""
    if os.geteuid() != 0:
        return ()
    for prefix, owner in ((NAMESPACE, 0), (ACCOUNT, NOBODY)):
        if works((*prefix, program, "--version")):
            give(data, owner)
            return prefix
    raise StackError(
        "PostgreSQL does not run as root, and this machine offers no way to lower its rights "
        "(unshare and setpriv of util-linux both fail): run this command as an ordinary user, or "
        "set DATABASE_URL."
    )


@functools.cache
def works(command: tuple[str, ...]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def give(folder: Path, owner: int) -> None:
    if not folder.exists() or folder.stat().st_uid == owner:
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner, owner, follow_symlinks=False)
