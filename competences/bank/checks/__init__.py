"""Is the bank fit to be loaded? Every rule of docs/content.md that a program can verify."""

from collections.abc import Iterator

from competences.bank.content import BankContent
from competences.bank.problems import Problem

from .answers import check_answers
from .coverage import check_coverage
from .drawing import check_drawing
from .entries import entries as entries_of
from .identity import check_identity
from .lessons import anchors_of, check_lessons
from .references import check_references
from .wording import check_wording

__all__ = ["check"]


def check(content: BankContent) -> list[Problem]:
    """All problems, by file and line. Draws every variant: some seconds for a whole bank."""
    return sorted(_problems(content))


def _problems(content: BankContent) -> Iterator[Problem]:
    entries = list(entries_of(content))
    yield from check_identity(content, entries)
    yield from check_references(content, entries, anchors_of(content))
    yield from check_drawing(entries)
    yield from check_answers(entries)
    yield from check_wording(entries)
    yield from check_lessons(content)
    yield from check_coverage(content, entries)
