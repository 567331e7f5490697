"""XLSX and ODS, read in a process apart.

A sheet of a few kilobytes may announce billions of cells: the process that reads it has little
memory and time, and may be killed without harm.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Final

from accounts.school_lists.containers import archives
from accounts.school_lists.containers.lines import Line, Lines
from accounts.school_lists.problems import Code, refused
from accounts.school_lists.sources import Limits, Source

_SECONDS: Final = 120
_COMMAND: Final = (sys.executable, "-I", str(Path(__file__).with_name("sheet_process.py")))
_TOO_LARGE: Final = 3
# What encrypted workbooks and those of old versions start with.
_OLD: Final = b"\xd0\xcf\x11\xe0"


def open_sheet(source: Source, limits: Limits) -> Lines:
    """The first sheet that is shown and holds something."""
    with source.open() as file:
        content = file.read()
    if content.startswith(_OLD):
        raise refused(Code.INVALID_FILE, "sheet_protected")
    archives.entries(source, limits)
    text = _text_of(content, limits)
    return Lines(partial(_lines, text))


def _text_of(content: bytes, limits: Limits) -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, without arguments of others
            (*_COMMAND, str(limits.rows), str(limits.sheet)),
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refused(Code.INVALID_FILE, "sheet") from None
    if done.returncode == _TOO_LARGE:
        raise refused(Code.PAYLOAD_TOO_LARGE, "rows", limit=str(limits.rows))
    if done.returncode:
        raise refused(Code.INVALID_FILE, "sheet")
    return done.stdout.decode("utf-8", "replace")


def _lines(text: str) -> Iterator[Line]:
    for number, cells in enumerate(csv.reader(StringIO(text, newline="")), start=1):
        if any(cell.strip() for cell in cells):
            yield number, cells
