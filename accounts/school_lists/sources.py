"""Where a list comes from: a file of the disk, or one that was sent. It can be read again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`unzipped`: bytes of a list. `rows`: of a table. `sheet`: characters of a sheet."""

    unzipped: int = 100 * _MEGABYTE
    rows: int = 300_000
    sheet: int = 30 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Source:
    """A file and its name. `open` starts reading it again from its first byte."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @property
    def extension(self) -> str:
        return PurePath(self.name).suffix.lower()


def from_bytes(name: str, content: bytes) -> Source:
    return Source(name, len(content), partial(BytesIO, content))


def from_path(path: Path) -> Source:
    return Source(path.name, path.stat().st_size, lambda: path.open("rb"))
