"""A PDF of several pages, with properties, an outline and links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import typst

from . import Built
from .support.dates import date_facts
from .support.formats import writer
from .support.people import draw_people
from .support.prose import SUBJECTS, paragraph
from .support.words import words

VERSION = 1
FORMATS = ("pdf",)

_CODES = words("AMBRE BASALTE CORNALINE DIORITE ECLAIR FELDSPATH GRANIT HEMATITE JASPE LAPIS")


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    pages: Sequence[str]
    """A paragraph each."""


def build(rng: Random, *, subject: str = "trip", sections: int = 4, pages: int = 9) -> Built:
    """`subject`: garden, trip, energy. A cover, then `sections` (at most 8), each starting on its
    own page, over `pages` (at most 20) in all. Pages are numbered from the cover. One page holds
    a reference, « Référence interne : … », nowhere else.
    """
    told = SUBJECTS[subject]
    parts = _sections(rng, told.headings, sections, pages - 1)
    starts = [2 + sum(len(part.pages) for part in parts[:n]) for n in range(len(parts))]
    chosen = rng.randrange(len(parts))
    facts: dict[str, Any] = {
        "title": told.title,
        "author": draw_people(rng, 1)[0].name,
        "keywords": list(told.keywords),
        "created": date_facts(date(2025, 1, 6) + timedelta(days=rng.randrange(250))),
        "page_count": pages,
        "headings": [part.title for part in parts],
        "heading_count": len(parts),
        "section": parts[chosen].title,
        "section_page": starts[chosen],
        "section_pages": len(parts[chosen].pages),
        "code": rng.choice(_CODES),
        "code_page": rng.randint(2, pages),
        "link": f"https://www.example.org/dossier{rng.randint(10, 99)}",
    }
    return Built(facts, writer(pdf=lambda: _pdf(facts, parts)))


def _sections(rng: Random, titles: Sequence[str], count: int, pages: int) -> list[Section]:
    cuts = [0, *sorted(rng.sample(range(1, pages), count - 1)), pages]
    lengths = [after - before for before, after in pairwise(cuts)]
    return [
        Section(title, [paragraph(rng, rng.randint(3, 7)) for _ in range(length)])
        for title, length in zip(rng.sample(titles, count), lengths, strict=True)
    ]


def _pdf(facts: Mapping[str, Any], sections: Sequence[Section]) -> bytes:
    # Fonts of the machine are left out, so that the bytes are the same everywhere.
    content: bytes = typst.compile(_source(facts, sections).encode(), ignore_system_fonts=True)
    return content


def _source(facts: Mapping[str, Any], sections: Sequence[Section]) -> str:
    year, month, day = facts["created"]["iso"].split("-")
    keywords = ", ".join(map(_quoted, facts["keywords"]))
    properties = [
        f"title: {_quoted(facts['title'])}",
        f"author: {_quoted(facts['author'])}",
        f"keywords: ({keywords})",
        f"date: datetime(year: {year}, month: {int(month)}, day: {int(day)})",
    ]
    lines = [
        f"#set document({', '.join(properties)})",
        '#set page(paper: "a5", numbering: "1")\n#set text(lang: "fr")',
        f"#text(24pt)[{_shown(facts['title'])}]\n\n{_shown(facts['author'])}\n",
        f"#link({_quoted(facts['link'])})[Dossier complet en ligne]",
    ]
    number = 1
    for section in sections:
        for place, body in enumerate(section.pages):
            number += 1
            lines.append("#pagebreak()")
            lines += [f"#heading[{_shown(section.title)}]"] if place == 0 else []
            lines.append(_shown(body))
            if number == facts["code_page"]:
                lines.append(f"\n{_shown('Référence interne : ' + facts['code'])}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shown(text: str) -> str:
    """As a string, so that no character is markup."""
    return f"#({_quoted(text)})"
