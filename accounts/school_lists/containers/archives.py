"""ZIP files, opened with care: few files, of a decent size, none hidden, locked or nested."""

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from accounts.school_lists.problems import Code, refused
from accounts.school_lists.sources import Limits, Source

type Chunks = Callable[[], Iterator[bytes]]

CHUNK: Final = 1 << 16
_FILES: Final = 1000
# A directory larger than this lists more files than are worth reading: nothing is loaded.
_DIRECTORY: Final = 1 << 20
_END: Final = struct.Struct("<4s4H2LH")
_LARGE_END: Final = b"PK\x06\x06"
_COMMENT: Final = 1 << 16
# A list compresses ten or thirty times; a bomb a thousand.
_RATIO: Final = 200
_WORTH_A_BOMB: Final = 1 << 20
_ENCRYPTED: Final = 0x1
_METHODS: Final = (ZIP_STORED, ZIP_DEFLATED)
# What `zipfile` raises on files that are damaged on purpose.
_DAMAGED: Final = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
)


def entries(source: Source, limits: Limits) -> list[ZipInfo]:
    """What the ZIP holds, folders and hidden files aside. Raises `Refused`."""
    _check_directory(source)
    try:
        with source.open() as file, ZipFile(file) as archive:
            found = archive.infolist()
    except _DAMAGED:
        raise refused(Code.INVALID_FILE, "zip") from None
    if len(found) > _FILES:
        raise refused(Code.INVALID_FILE, "zip_crowded")
    if sum(entry.file_size for entry in found) > limits.unzipped:
        raise refused(Code.PAYLOAD_TOO_LARGE)
    return [entry for entry in found if not entry.is_dir() and not _is_hidden(entry)]


def the_xml(source: Source, limits: Limits) -> Chunks:
    """The only XML file of a ZIP. Raises `Refused`."""
    found = entries(source, limits)
    if any(_suffix(entry) == ".zip" for entry in found):
        raise refused(Code.INVALID_FILE, "zip_nested")
    lists = [entry for entry in found if _suffix(entry) == ".xml"]
    if len(lists) != 1:
        raise refused(Code.INVALID_FILE, "zip_two_xml" if lists else "zip_without_xml")
    entry = lists[0]
    if entry.flag_bits & _ENCRYPTED:
        raise refused(Code.INVALID_FILE, "zip_encrypted")
    if entry.file_size > max(_WORTH_A_BOMB, _RATIO * entry.compress_size):
        raise refused(Code.INVALID_FILE, "zip_bomb")
    if entry.compress_type not in _METHODS:
        raise refused(Code.INVALID_FILE, "zip")
    return partial(_inflate, source, entry)


def plain(source: Source, limits: Limits) -> Chunks:
    """A file that is not in a ZIP."""
    if source.size > limits.unzipped:
        raise refused(Code.PAYLOAD_TOO_LARGE)
    return partial(_read, source)


def _read(source: Source) -> Iterator[bytes]:
    with source.open() as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _inflate(source: Source, entry: ZipInfo) -> Iterator[bytes]:
    """`zipfile` gives no more bytes than announced, and checks them."""
    try:
        with source.open() as file, ZipFile(file) as archive, archive.open(entry) as member:
            while chunk := member.read(CHUNK):
                yield chunk
    except _DAMAGED:
        raise refused(Code.INVALID_FILE, "zip") from None


def _check_directory(source: Source) -> None:
    """Before `zipfile` reads all of it."""
    with source.open() as file:
        file.seek(max(0, source.size - _COMMENT - _END.size))
        tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + _END.size:
        raise refused(Code.INVALID_FILE, "zip")
    size = _END.unpack_from(tail, place)[5]
    if size > _DIRECTORY or _LARGE_END in tail:
        raise refused(Code.INVALID_FILE, "zip_crowded")


def _is_hidden(entry: ZipInfo) -> bool:
    """What Macs add, and folders that start with a dot."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _suffix(entry: ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()
