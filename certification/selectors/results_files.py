"""Files of results: their names and their content."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.text import slugify
from django.utils.timezone import localtime

from certification.models import Session
from certification.selectors.results import Line, lines_of_session
from certification.selectors.results_table import headings, rows
from pix.shared.sheets import csv_bytes
from pix.shared.streams import Pipe

_MOMENT: Final = "%Y%m%d-%H%M"


def class_sheet(lines: list[Line]) -> bytes:
    return csv_bytes(headings(with_centre=False), rows(lines, with_centre=False))


def session_sheet(lines: list[Line]) -> bytes:
    return csv_bytes(headings(with_centre=True), rows(lines, with_centre=True))


def class_sheet_name(class_name: str, *, now: datetime) -> str:
    return (
        f"{localtime(now).strftime(_MOMENT)}_resultats_{slugify(class_name) or 'sans-classe'}.csv"
    )


def session_sheet_name(session: Session) -> str:
    day = session.local_start.strftime("%Y%m%d")
    return f"{day}_resultats_session_{session.number}.csv"


def archive(sessions: Iterable[Session]) -> Iterator[bytes]:
    """The table of each session, in a ZIP."""
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as files:
        for session in sessions:
            files.writestr(session_sheet_name(session), session_sheet(lines_of_session(session)))
            yield pipe.take()
    yield pipe.take()
