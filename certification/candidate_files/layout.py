"""The sheet that centres fill in: the session, explanations, headings at line 11, candidates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from certification.candidate_files.birthplaces import ABROAD
from certification.candidate_files.columns import BIRTH_PLACE, OFFICIAL, Column
from certification.candidate_files.rows import CandidateRow

SHEET: Final = "Liste des candidats"
HEADINGS_LINE: Final = 11
FIRST_LINE: Final = 12
# Lines left to fill in after the candidates already known.
BLANK_LINES: Final = 100
_NARROW, _USUAL, _WIDE = 3.0, 4.6, 6.4
_WIDTHS: Final = {
    "sex": _NARROW,
    "birth_insee_code": _NARROW,
    "birth_postal_code": _NARROW,
    "extra_time": _NARROW,
    "email": _WIDE,
    "result_recipient_email": _WIDE,
}
_AS_THEY_ARE: Final = (
    *("last_name", "first_name", "birth_date", "sex"),
    *("result_recipient_email", "email", "external_id"),
)
_HOW: Final = (
    "Une ligne par candidat, à partir de la ligne 12. Les colonnes marquées d'un * sont "
    "obligatoires. Lieu de naissance en France : le code Insee seul, ou bien le code postal et le "
    "nom de la commune. À l'étranger : le code Insee 99, la ville et le pays."
)

type Value = str | int | float | date


class Style(StrEnum):
    TITLE = "title"
    LABEL = "label"
    VALUE = "value"
    GROUP = "group"
    HELP = "help"
    HEADING = "heading"
    TEXT = "text"
    DATE = "date"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Cell:
    """`span`: how many columns it covers. A text is never a formula."""

    value: Value
    style: Style
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLabel:
    """What is written above the table. `time` as people read it."""

    number: str
    site: str
    room: str
    day: date
    time: str
    invigilators: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`widths` in centimetres. `rows` starts at the first line."""

    name: str
    widths: tuple[float, ...]
    styles: tuple[Style, ...]
    rows: Iterable[Sequence[Cell]]
    blank_lines: int


def sheet(session: SessionLabel, candidates: Iterable[CandidateRow]) -> Sheet:
    return Sheet(
        name=SHEET,
        widths=tuple(_WIDTHS.get(column.field, _USUAL) for column in OFFICIAL),
        styles=tuple(_style(column) for column in OFFICIAL),
        rows=_rows(session, candidates),
        blank_lines=BLANK_LINES,
    )


def _rows(session: SessionLabel, candidates: Iterable[CandidateRow]) -> Iterator[Sequence[Cell]]:
    yield [Cell(SHEET, Style.TITLE, span=4)]
    yield _labelled("N° de session", session.number)
    yield _labelled("Nom du site", session.site)
    yield _labelled("Nom de la salle", session.room)
    yield [
        *_labelled("Date", session.day, span=1),
        *_labelled("Heure locale (début)", session.time, span=1),
    ]
    yield _labelled("Session surveillée par", session.invigilators)
    yield _labelled("Signature des surveillant(s)", "")
    yield _groups()
    yield [Cell(_HOW, Style.HELP, span=len(OFFICIAL))]
    yield [Cell(column.help, Style.HELP) for column in OFFICIAL]
    yield [Cell(column.heading, Style.HEADING) for column in OFFICIAL]
    for candidate in candidates:
        yield _candidate(candidate)


def _labelled(label: str, value: Value, span: int = 3) -> list[Cell]:
    return [Cell(label, Style.LABEL), Cell(value, Style.VALUE, span=span)]


def _groups() -> list[Cell]:
    """The columns of the place of birth have a heading of their own."""
    inside = [place for place, column in enumerate(OFFICIAL) if column.group == BIRTH_PLACE]
    before, after = inside[0], len(OFFICIAL) - inside[-1] - 1
    return [
        Cell("Participants", Style.GROUP, span=before),
        Cell(BIRTH_PLACE, Style.GROUP, span=len(inside)),
        Cell("", Style.GROUP, span=after),
    ]


def _style(column: Column) -> Style:
    return {"birth_date": Style.DATE, "extra_time": Style.PERCENT}.get(column.field, Style.TEXT)


def _candidate(candidate: CandidateRow) -> list[Cell]:
    values = written(candidate)
    return [Cell(values.get(column.field, ""), _style(column)) for column in OFFICIAL]


def written(candidate: CandidateRow) -> dict[str, Value]:
    """A candidate as the columns say her: one way only to say where she was born."""
    place = candidate.birth_place
    values: dict[str, Value] = {name: getattr(candidate, name) for name in _AS_THEY_ARE}
    values["birth_insee_code"] = ABROAD if place.is_abroad and place.country else place.insee_code
    values["birth_city"] = place.city if place.is_abroad else ""
    values["birth_country"] = place.country
    if candidate.extra_time:
        values["extra_time"] = candidate.extra_time / 100
    return values
