"""Papers: tagged PDF set by typst from a template and data.

A paper is a `.typ` file beside the code that knows it, and a function that gives its data:

    pdf(Path(__file__).with_suffix(".typ"), {"title": …}, created=now)

The template starts with

    #import "/pix/shared/papers.typ": *
    #show: paper.with(data)

and finds `data` (what was given, as JSON: text is never markup), the fonts of the platform, the
colours of the interface and `qr`. Every picture has an `alt`, the document a title, and headings
start at level 1: typst refuses what PDF/UA-1 does not allow.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import segno
import typst
from django.conf import settings
from django.utils.translation import get_language

PDF_TYPE: Final = "application/pdf"
_FONTS: Final = Path(__file__).with_name("fonts")
_UNFIT: Final = ("could not be displayed", "contains the codepoint")


def pdf(
    template: Path, data: Mapping[str, Any], *, created: datetime, archived: bool = False
) -> bytes:
    """A PDF/UA-1 file in the language of the reader; `archived`: PDF/A-3a too, to be kept.

    A name in a script for which this machine has no font (fonts of the system are used after
    ours) shows empty boxes, and so does a sign of nobody's alphabet (private use): the file
    then cannot claim the standard.
    """
    try:
        return _compiled(template, data, created=created, tagged=True, archived=archived)
    except typst.TypstError as error:
        if not any(words in error.message for words in _UNFIT):
            raise
        return _compiled(template, data, created=created, tagged=False, archived=False)


@lru_cache(maxsize=1024)  # a class is printed one by one, then all together
def qr(address: str) -> str:
    """A QR code as an SVG text, black on white, with the quiet zone that readers need."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, light="#fff", border=2
    )
    return picture.getvalue().decode()


def _compiled(
    template: Path, data: Mapping[str, Any], *, created: datetime, tagged: bool, archived: bool
) -> bytes:
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    content: bytes = typst.compile(
        template,
        root=settings.BASE_DIR,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps({"language": language} | dict(data))},
        pdf_standards=_standards(tagged=tagged, archived=archived),
        timestamp=created.replace(microsecond=0),
    )
    return content


def _standards(*, tagged: bool, archived: bool) -> list[Any]:
    return ["ua-1"] * tagged + ["a-3a"] * archived


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[_FONTS])
