"""Imports of lists, as pages show them."""

from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.cache import cache

from accounts.enums import ImportState
from accounts.models import ImportRun, Organisation
from accounts.problem_sentences import field_label, sentence
from accounts.school_lists.formats import TABLE, formats
from accounts.school_lists.problems import Problem, Refused
from accounts.school_lists.reading import SchoolList, first_lines, open_list
from accounts.school_lists.rows import REQUIRED
from accounts.school_lists.sources import Limits, Source, from_bytes

_AT_WORK = (ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING)


@dataclass(frozen=True)
class Preview:
    """`header`: the titles that `mapping` refers to. `rows`: cells as written. `broken`: why the
    file could not be read further, in words."""

    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    broken: str = ""


@dataclass(frozen=True)
class Field:
    """Something that a column may feed."""

    name: str
    label: str
    required: bool


def fields() -> list[Field]:
    """In the order of the description of a free table: what matters most first."""
    return [
        Field(column.field, field_label(column.field), column.field in REQUIRED)
        for column in formats()[TABLE].columns
    ]


def preview(run: ImportRun, rows: int = 10) -> Preview:
    """The titles and first rows of the file, as read. Empty once the file is erased."""
    if run.content is None:
        return Preview()
    header: list[str] = []
    read: list[list[str]] = []
    try:
        header, lines = first_lines(source_of(run), limits())
        read.extend(islice(lines, rows))
    except Refused as refusal:
        return Preview(header, read, stored(refusal.problems[0])["message"])
    return Preview(header, read)


def history(organisation: Organisation) -> list[ImportRun]:
    """Every list that was sent, the last one first, without the files."""
    runs = ImportRun.objects.filter(organisation=organisation).defer("content", "problems")
    return list(runs.select_related("started_by").order_by("-uploaded_at", "-pk"))


def is_latest_applied(run: ImportRun) -> bool:
    """Whether it can be undone: applied (or being undone), and no other list since."""
    standing = (ImportState.APPLIED, ImportState.UNDOING)
    latest = (
        ImportRun.objects.filter(organisation_id=run.organisation_id, state__in=standing)
        .order_by("-applied_at", "-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return latest == run.pk


def progress(run: ImportRun) -> tuple[int, int]:
    """How many rows are done, of how many: while the work goes on, told outside its transaction."""
    if run.state not in _AT_WORK:
        return run.done, run.total
    return cache.get(progress_key(run.pk)) or (0, run.total)


def progress_key(run_id: int) -> str:
    return f"import-progress:{run_id}"


def problems_of(run: ImportRun) -> list[dict[str, Any]]:
    """The problems, their sentences in the language of the reader."""
    return [problem | {"message": sentence(problem)} for problem in run.problems]


def format_label(run: ImportRun) -> str:
    """What the file was recognised as."""
    return formats()[run.format].label if run.format else ""


def stored(problem: Problem) -> dict[str, Any]:
    """As `ImportRun.problems` keeps it."""
    kept: dict[str, Any] = {
        "code": str(problem.code),
        "line": problem.line,
        "field": problem.field,
        "value": problem.value,
        "key": problem.key,
        "limit": problem.limit,
        "blocking": problem.blocking,
    }
    return kept | {"message": sentence(kept)}


def limits() -> Limits:
    return Limits(unzipped=settings.IMPORT_UNZIPPED_LIMIT)


def source_of(run: ImportRun) -> Source:
    return from_bytes(run.file_name, bytes(run.content or b""))


def open_run(run: ImportRun, source: Source) -> SchoolList:
    """The list of an import, read as its person chose. Raises `Refused`."""
    return open_list(
        source,
        uai=run.organisation.uai or "",
        format_name=run.format,
        mapping=run.mapping or None,
        limits=limits(),
    )
