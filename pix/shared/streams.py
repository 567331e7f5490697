"""Files sent while they are made."""

from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Final

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

PIECE: Final = 1 << 16


class Pipe(RawIOBase):
    """What one part of the program writes and another takes, a piece at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # bytes are enough here
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def gathered(pieces: Iterable[bytes], *, size: int = PIECE) -> Iterator[bytes]:
    """The same bytes in fewer pieces, of this size or a little more."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= size:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def streamed(pieces: Iterable[bytes], *, kind: str, name: str) -> StreamingHttpResponse:
    """A file to keep. It is made after the middleware is done: the language is remembered."""
    return StreamingHttpResponse(
        _in_language(iter(pieces), get_language()),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _in_language(pieces: Iterator[bytes], language: str | None) -> Iterator[bytes]:
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
