"""Texts written as ODT and DOCX, with comments and tracked changes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .archives import without_clock
from .opendocument import open_document


@dataclass(frozen=True, slots=True)
class Comment:
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """At the end of the paragraph, `old` was replaced by `new`."""

    author: str
    old: str
    new: str


@dataclass(slots=True)
class Section:
    level: int
    title: str
    body: str
    comment: Comment | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    author: str
    last_author: str
    created: datetime
    modified: datetime
    revision: int
    keywords: tuple[str, ...]
    sections: Sequence[Section]

    @property
    def stamp(self) -> str:
        return f"{self.modified:%Y-%m-%dT%H:%M:%S}"


_BEFORE_CHANGE = "Réponse attendue avant"


def to_docx(text: Text) -> bytes:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = text.title, text.author
    properties.last_modified_by, properties.revision = text.last_author, text.revision
    properties.created, properties.modified = text.created, text.modified
    properties.keywords = ", ".join(text.keywords)
    properties.comments = ""
    document.add_heading(text.title, 0)
    for section in text.sections:
        _add_docx_section(document, section, text)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _add_docx_section(document: WordDocument, section: Section, text: Text) -> None:
    document.add_heading(section.title, section.level)
    paragraph = document.add_paragraph()
    run = paragraph.add_run(section.body)
    if section.comment:
        comment = document.add_comment(
            run, text=section.comment.text, author=section.comment.author, initials=""
        )
        comment._comment_elm.set(_W_DATE, f"{text.stamp}Z")  # noqa: SLF001  else the clock's
    if section.change:
        paragraph.add_run(f" {_BEFORE_CHANGE} ")
        for element in _docx_change(section.change, text.stamp):
            paragraph._p.append(parse_xml(element))  # noqa: SLF001  no public way
        paragraph.add_run(".")


_W_DATE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date"


def _docx_change(change: Change, stamp: str) -> tuple[str, str]:
    by = f'{nsdecls("w")} w:author="{escape(change.author)}" w:date="{stamp}Z"'
    return (
        f'<w:del {by} w:id="901"><w:r><w:delText>{escape(change.old)}</w:delText></w:r></w:del>',
        f'<w:ins {by} w:id="902"><w:r><w:t>{escape(change.new)}</w:t></w:r></w:ins>',
    )


def to_odt(text: Text) -> bytes:
    tracked: list[str] = []
    body = "".join(_odt_section(section, text, tracked) for section in text.sections)
    changes = f"<text:tracked-changes>{''.join(tracked)}</text:tracked-changes>" if tracked else ""
    title = f'<text:p text:style-name="Title">{escape(text.title)}</text:p>'
    return open_document("text", f"{changes}{title}{body}", meta=_odt_meta(text))


def _odt_meta(text: Text) -> str:
    keywords = "".join(f"<meta:keyword>{escape(word)}</meta:keyword>" for word in text.keywords)
    return (
        f"<dc:title>{escape(text.title)}</dc:title>"
        f"<meta:initial-creator>{escape(text.author)}</meta:initial-creator>"
        f"<dc:creator>{escape(text.last_author)}</dc:creator>"
        f"<meta:creation-date>{text.created:%Y-%m-%dT%H:%M:%S}</meta:creation-date>"
        f"<dc:date>{text.stamp}</dc:date>{keywords}"
        f"<meta:editing-cycles>{text.revision}</meta:editing-cycles>"
    )


def _odt_section(section: Section, text: Text, tracked: list[str]) -> str:
    note = change = ""
    if section.comment:
        note = (
            f"<office:annotation>{_odt_by(section.comment.author, text)}"
            f"<text:p>{escape(section.comment.text)}</text:p></office:annotation>"
        )
    if section.change:
        change = f" {_BEFORE_CHANGE} {_odt_change(section.change, text, tracked)}."
    return (
        f'<text:h text:style-name="Heading_20_{section.level}" '
        f'text:outline-level="{section.level}">{escape(section.title)}</text:h>\n'
        f"<text:p>{note}{escape(section.body)}{change}</text:p>\n"
    )


def _odt_by(author: str, text: Text) -> str:
    return f"<dc:creator>{escape(author)}</dc:creator><dc:date>{text.stamp}</dc:date>"


def _odt_change(change: Change, text: Text, tracked: list[str]) -> str:
    """Marks in the paragraph; the regions they point to go to `tracked`."""
    by = f"<office:change-info>{_odt_by(change.author, text)}</office:change-info>"
    old, new = f"ct{len(tracked)}d", f"ct{len(tracked)}i"
    deleted = f"<text:deletion>{by}<text:p>{escape(change.old)}</text:p></text:deletion>"
    for name, region in ((old, deleted), (new, f"<text:insertion>{by}</text:insertion>")):
        tracked.append(f'<text:changed-region text:id="{name}">{region}</text:changed-region>')
    return (
        f'<text:change text:change-id="{old}"/><text:change-start text:change-id="{new}"/>'
        f'{escape(change.new)}<text:change-end text:change-id="{new}"/>'
    )
