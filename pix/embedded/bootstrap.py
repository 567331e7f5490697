"""Make `.venv` from the pinned requirements: `python3 pix/embedded/bootstrap.py embedded|dev`.

Run by any Python from 3.8 on, before anything is installed. uv does the work; it is taken from
the PATH, else installed from requirements/uv.txt in var/tools.
"""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
TOOLS = ROOT / "var" / "tools"
PINNED_UV = ROOT / "requirements" / "uv.txt"
WANTED = (ROOT / ".python-version").read_text().strip()
OLDEST = (3, 12)

NO_UV = """Pix installs its parts with uv, which is not here and could not be installed:
{reasons}
Install uv, or what Python needs to install it (on Debian and Ubuntu: apt install python3-venv),
then run this command again."""
NO_PYTHON = """Pix needs Python {wanted} or later, found none, and uv could not fetch one:
{reason}
Install Python {wanted} (pyenv, your system's packages, …), then run this command again."""
NO_PACKAGES = """The packages of {file} could not be installed (see above).
Without network access, point uv at a mirror (UV_INDEX_URL). A package that needs building has no
ready-made file for this machine: try Python {wanted}, or install a C compiler."""


def main(name: str) -> None:
    trust_this_machine()
    uv = find_uv()
    make_venv(uv)
    file = ROOT / "requirements" / (name + ".txt")
    say(f"Installing {file.relative_to(ROOT)} in .venv…")
    install = [uv, "pip", "install", "--quiet", "--python", str(VENV), "--compile-bytecode"]
    if subprocess.call([*install, "--require-hashes", "-r", str(file)]) != 0:
        raise SystemExit(NO_PACKAGES.format(file=file.name, wanted=WANTED))


def trust_this_machine() -> None:
    """Schools filter the network under a certificate of their own, which only the system knows."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        os.environ.setdefault("UV_SYSTEM_CERTS", "1")


def find_uv() -> str:
    places = os.pathsep.join([str(TOOLS / "bin"), os.environ.get("PATH", os.defpath)])
    found = shutil.which("uv", path=places)
    if found:
        return found
    say("Installing uv in var/tools…")
    reasons = []
    for way in (with_venv, with_pip, with_debian):
        problem = way()
        if problem is None:
            return str(TOOLS / "bin" / "uv")
        reasons.append("  - " + problem)
    raise SystemExit(NO_UV.format(reasons="\n".join(reasons)))


def with_venv() -> str | None:
    shutil.rmtree(str(TOOLS), ignore_errors=True)
    return run(sys.executable, "-m", "venv", str(TOOLS)) or install_pinned_uv(
        str(TOOLS / "bin" / "python")
    )


def with_pip() -> str | None:
    shutil.rmtree(str(TOOLS), ignore_errors=True)
    return install_pinned_uv(sys.executable, "--target", str(TOOLS))


def with_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "Debian's python3-venv: not root, or no apt-get"
    say("Installing Debian's python3-venv…")
    problem = run("apt-get", "update") or run("apt-get", "install", "-y", "python3-venv")
    debian_python = "/usr/bin/python3"
    shutil.rmtree(str(TOOLS), ignore_errors=True)
    return (
        problem
        or run(debian_python, "-m", "venv", str(TOOLS))
        or install_pinned_uv(str(TOOLS / "bin" / "python"))
    )


def install_pinned_uv(python: str, *options: str) -> str | None:
    return run(python, "-m", "pip", "install", *options, "--require-hashes", "-r", str(PINNED_UV))


def make_venv(uv: str) -> None:
    if is_recent(VENV / "bin" / "python"):
        return
    python = find_python(uv)
    say(f"Making .venv with {python}…")
    problem = run(uv, "venv", "--clear", "--python", python, str(VENV))
    if problem:
        raise SystemExit(problem)


def find_python(uv: str) -> str:
    """The pinned version if it is here or can be fetched, else any later one."""
    candidates = [uv_finds(uv, WANTED), *pyenv_versions(WANTED)]
    for python in candidates:
        if is_recent(python):
            return python
    say(f"Fetching Python {WANTED}…")
    reason = run(uv, "python", "install", WANTED)
    for python in [uv_finds(uv, WANTED), uv_finds(uv, ">=" + WANTED), *pyenv_versions("3.")]:
        if is_recent(python):
            return python
    raise SystemExit(NO_PYTHON.format(wanted=WANTED, reason=reason))


def uv_finds(uv: str, version: str) -> str:
    command = [uv, "python", "find", "--no-project", "--system", version]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode().strip() if done.returncode == 0 else ""


def pyenv_versions(prefix: str) -> list[str]:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return [str(path) for path in sorted(root.glob(f"versions/{prefix}*/bin/python3"))]


def is_recent(python: Path | str) -> bool:
    test = f"import sys; sys.exit(sys.version_info[:2] < {OLDEST})"
    try:
        return bool(str(python)) and subprocess.call([str(python), "-c", test]) == 0
    except OSError:
        return False


def run(*command: str) -> str | None:
    """None when all went well, else what went wrong in one line."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    if done.returncode == 0:
        return None
    lines = done.stdout.decode(errors="replace").strip().splitlines() or ["failed"]
    return f"{' '.join(command[:3])}: {lines[-1]}"


def say(message: str) -> None:
    print(message, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
