"""The table of a campaign as a file, in pieces."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from campaigns.enums import TableFormat
from campaigns.models import Campaign
from campaigns.selectors.export_table import table_of
from pix.shared.sheets import CSV_TYPE, XLSX_TYPE, Cell, csv_lines, told, write_xlsx
from pix.shared.streams import gathered

_PIECE: Final = 1 << 18


@dataclass(frozen=True)
class Choice:
    """What somebody wants of a campaign. `class_name`: None for everybody."""

    extension: str = TableFormat.CSV
    class_name: str | None = None
    with_skills: bool = False

    @property
    def media_type(self) -> str:
        return CSV_TYPE if self.extension == TableFormat.CSV else XLSX_TYPE

    @property
    def most_at_once(self) -> int:
        """Lines that one may wait for: a workbook takes longer to write."""
        if self.extension == TableFormat.CSV:
            return settings.EXPORT_LINES_AT_ONCE
        return settings.EXPORT_LINES_OF_A_WORKBOOK_AT_ONCE


def file_name(campaign: Campaign, extension: str, *, class_name: str | None = None) -> str:
    """Plain letters only, for every system; the code tells two campaigns of a name apart."""
    parts = (_("resultats"), campaign.code, class_name or "", campaign.name)
    return f"{slugify(' '.join(parts))[:80].strip('-')}.{extension}"


def pieces_of(campaign: Campaign, order: Sequence[int], choice: Choice) -> Iterator[bytes]:
    headings, rows = table_of(campaign, order, with_skills=choice.with_skills)
    return gathered(file_of(headings, rows, choice.extension))


def file_of(headings: list[str], rows: Iterable[list[Cell]], extension: str) -> Iterator[bytes]:
    """A CSV file is sent while it is made; a workbook once it is written, from the disk."""
    if extension == TableFormat.CSV:
        yield from csv_lines(headings, ([*map(told, row)] for row in rows))
        return
    with TemporaryFile() as file:
        write_xlsx(file, headings, rows, title=_("Résultats"))
        yield from _read(file)


def _read(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
