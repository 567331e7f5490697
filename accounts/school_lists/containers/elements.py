"""Elements of an XML file, one at a time: no tree is made, whatever the file looks like.

Memory does not depend on the size of the file, nor on its shape: depth, texts, elements of a record
and tokens have limits. A DOCTYPE is refused before anything that it says.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from accounts.school_lists.containers.archives import Chunks
from accounts.school_lists.problems import Code, refused

_DEEPEST: Final = 32
_TEXTS: Final = 1000
# Parts of a text, of 8 000 characters each: far beyond what a field may hold.
_PARTS: Final = 20
_TOKEN: Final = 1 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
_HEAD: Final = 256


@dataclass(slots=True)
class Element:
    """`texts`: of the elements kept inside, with their depth in it, in the order they end."""

    name: str
    line: int
    attributes: dict[str, str]
    texts: list[tuple[int, str, str]] = field(default_factory=list)

    def fields(self) -> dict[str, str]:
        """Texts of the direct children. Each comes once; were it twice, the first one counts."""
        return {name: text for depth, name, text in reversed(self.texts) if depth == 1}


class ElementReader:
    """Reads from a file of root `root` the elements `records`, and in them the texts of `kept`."""

    def __init__(self, chunks: Chunks, *, root: str) -> None:
        self.chunks = chunks
        self.root = root
        self.encoding, self.by_bom = _encoding(next(chunks(), b"")[:_HEAD])

    def read(self, records: frozenset[str], kept: frozenset[str]) -> Iterator[Element]:
        """Raises `Refused` where the file is broken, or not what is expected."""
        parser = expat.ParserCreate(self.encoding if self.by_bom else None)
        handler = _Handler(parser, self.root, records, kept)
        fed = 0
        for chunk in self.chunks():
            self._feed(parser, chunk, handler)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _TOKEN or len(handler.parts) > _PARTS:
                handler.refuse_shape()
            yield from handler.take()
        self._feed(parser, b"", handler, last=True)
        yield from handler.take()

    def _feed(
        self,
        parser: expat.XMLParserType,
        chunk: bytes,
        handler: "_Handler",
        *,
        last: bool = False,
    ) -> None:
        try:
            parser.Parse(chunk, last)
        except expat.ExpatError as error:
            self._refuse(error, handler)
        except (LookupError, ValueError):
            # An encoding that Python does not know, or that has no fixed table.
            raise refused(Code.ENCODING_NOT_SUPPORTED, value=self.encoding) from None

    def _refuse(self, error: expat.ExpatError, handler: "_Handler") -> NoReturn:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]:
            raise refused(Code.ENCODING_NOT_SUPPORTED, value=self.encoding) from None
        if not self._is_well_encoded():
            raise refused(
                Code.ENCODING_NOT_SUPPORTED, "mismatch", line=error.lineno, value=self.encoding
            ) from None
        key = "broken_xml" if handler.root_seen else "not_xml"
        raise refused(Code.INVALID_FILE, key, line=error.lineno) from None

    def _is_well_encoded(self) -> bool:
        """Whether the bytes are what the file says they are, up to a character cut at the end."""
        try:
            decoder = codecs.getincrementaldecoder(self.encoding)()
            for chunk in self.chunks():
                decoder.decode(chunk)
        except (LookupError, ValueError):
            return False
        return True


class _Handler:
    """What the parser calls, element after element."""

    def __init__(
        self,
        parser: expat.XMLParserType,
        root: str,
        records: frozenset[str],
        kept: frozenset[str],
    ) -> None:
        self.parser, self.root, self.records, self.kept = parser, root, records, kept
        self.depth = self.base = 0
        self.root_seen = False
        self.record: Element | None = None
        self.parts: list[str] = []
        self.done: list[Element] = []
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def take(self) -> list[Element]:
        done, self.done = self.done, []
        return done

    def _doctype(self, *declaration: object) -> NoReturn:
        raise refused(Code.INVALID_FILE, "doctype", line=self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.refuse_shape()
        if not self.root_seen:
            self._check_root(name)
        if self.record is not None:
            if name in self.kept:
                self.parts = []
                self.parser.CharacterDataHandler = self.parts.append
        elif name in self.records:
            self.record = Element(name, self.parser.CurrentLineNumber, attributes)
            self.base = self.depth

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.record is None:
            return
        if self.depth < self.base:
            self.done.append(self.record)
            self.record = None
        elif name in self.kept:
            self.record.texts.append((self.depth - self.base + 1, name, "".join(self.parts)))
            self.parts = []
            self.parser.CharacterDataHandler = None
            if len(self.record.texts) > _TEXTS:
                self.refuse_shape()

    def _check_root(self, name: str) -> None:
        if name != self.root:
            line = self.parser.CurrentLineNumber
            raise refused(Code.INVALID_FILE, "not_xml", line=line, value=name)
        self.root_seen = True

    def refuse_shape(self) -> NoReturn:
        raise refused(Code.INVALID_FILE, "oversized", line=self.parser.CurrentLineNumber)


def _encoding(head: bytes) -> tuple[str, bool]:
    """The name of the encoding, and whether the first bytes give it: they are right then, whatever
    is declared after them by a file that an editor saved again."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, True
    declared = _DECLARED.search(head)
    return (declared[1].decode("ascii", "replace") if declared else "utf-8"), False
