"""ZIP archives without clock: the dates are those given, the order is that of the entries."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

EPOCH = datetime(2024, 1, 1)  # noqa: DTZ001  ZIP dates have no time zone
_UNIX = 3
_READABLE = 0o100644 << 16


class Entry(NamedTuple):
    name: str
    content: bytes
    modified: datetime = EPOCH


def zip_of(entries: Iterable[Entry]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry in entries:
            archive.writestr(_header(entry), entry.content)
    return buffer.getvalue()


def _header(entry: Entry) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(entry.name, entry.modified.timetuple()[:6])
    info.create_system, info.external_attr = _UNIX, _READABLE
    # OpenDocument wants its first entry readable without decompression.
    plain = entry.name == "mimetype"
    info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
    return info


def without_clock(archive: bytes) -> bytes:
    """The same archive, as a library wrote it, with fixed dates."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return zip_of(Entry(name, source.read(name)) for name in source.namelist())
