"""A text with headings, properties, comments and tracked changes."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from . import Built
from .support.dates import date_facts, moment
from .support.formats import writer
from .support.people import draw_people
from .support.prose import SUBJECTS, Subject, paragraph
from .support.ranking import draw_until
from .support.text_files import Change, Comment, Section, Text, to_docx, to_odt

VERSION = 1
FORMATS = ("odt", "docx")

_COMMENTS = (
    "À vérifier",
    "Peux-tu préciser ?",
    "Très clair",
    "Ajouter un exemple",
    "Source ?",
    "Phrase trop longue",
)
_REPLACED = (("jeudi", "vendredi"), ("cinq", "six"), ("mardi", "lundi"), ("deux", "trois"))


def build(
    rng: Random,
    *,
    subject: str = "garden",
    headings: int = 5,
    subheadings: int = 2,
    comments: int = 0,
    changes: int = 0,
) -> Built:
    """`subject`: garden, trip, energy. `headings` (at most 8) of level 1 and `subheadings` of
    level 2 in real styles; `comments` (at most 6) and tracked `changes` (at most 4, a word
    replaced by another) by several people, at most one of each in a section.
    """
    text = draw_until(
        lambda: _draw(rng, SUBJECTS[subject], (headings, subheadings), (comments, changes)),
        _is_clear,
    )
    return Built(_facts(text), writer(odt=lambda: to_odt(text), docx=lambda: to_docx(text)))


def _draw(rng: Random, subject: Subject, titles: tuple[int, int], marks: tuple[int, int]) -> Text:
    people = [person.name for person in draw_people(rng, 4)]
    created = moment(rng, date(2024, 10, 1) + timedelta(days=rng.randrange(90)))
    modified = moment(rng, created.date() + timedelta(days=rng.randint(10, 120)))
    sections = _sections(rng, subject, *titles)
    comments, changes = marks
    for section, text in zip(
        rng.sample(sections, comments), rng.sample(_COMMENTS, comments), strict=True
    ):
        section.comment = Comment(rng.choice(people[1:]), text)
    for section, words in zip(
        rng.sample(sections, changes), rng.sample(_REPLACED, changes), strict=True
    ):
        section.change = Change(rng.choice(people[1:]), *words)
    revision = rng.randint(3, 40)
    return Text(
        subject.title, people[0], people[1], created, modified, revision, subject.keywords, sections
    )


def _sections(rng: Random, subject: Subject, headings: int, subheadings: int) -> list[Section]:
    names = rng.sample(subject.headings, headings)
    sections = [Section(1, name, paragraph(rng, rng.randint(2, 4))) for name in names]
    for number in range(1, subheadings + 1):
        place = rng.randint(1, len(sections))
        sections.insert(place, Section(2, f"Détail {number}", paragraph(rng, rng.randint(1, 3))))
    return sections


def _is_clear(text: Text) -> bool:
    """One person commented most, if anyone did."""
    counts = sorted(Counter(s.comment.author for s in text.sections if s.comment).values())
    return len(counts) < 2 or counts[-1] > counts[-2]  # noqa: PLR2004  a second to compare with


def _facts(text: Text) -> Mapping[str, Any]:
    comments = [(s.title, s.comment) for s in text.sections if s.comment]
    changes = [(s.title, s.change) for s in text.sections if s.change]
    authors = Counter(comment.author for _, comment in comments)
    first = [section.title for section in text.sections if section.level == 1]
    facts: dict[str, Any] = {
        "title": text.title,
        "author": text.author,
        "last_author": text.last_author,
        "created": date_facts(text.created),
        "modified": date_facts(text.modified),
        "revision": text.revision,
        "keywords": list(text.keywords),
        "headings": first,
        "heading_count": len(first),
        "subheading_count": len(text.sections) - len(first),
        "comment_count": len(comments),
        "commenter_count": len(authors),
        "change_count": len(changes),
    }
    if comments:
        title, comment = comments[0]
        facts["comment"] = {"author": comment.author, "text": comment.text, "heading": title}
        facts["top_commenter"] = authors.most_common(1)[0][0]
    if changes:
        title, change = changes[0]
        facts["change"] = {
            "author": change.author,
            "old": change.old,
            "new": change.new,
            "heading": title,
        }
    return facts
