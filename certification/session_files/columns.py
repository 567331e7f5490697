"""The columns of the file, in its order: the session, then the candidate (interop.md 6.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from accounts.names import folded
from certification.candidate_files import columns as candidate_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    field: str
    heading: str
    also: tuple[str, ...] = ()


SESSION: Final = (
    Column(field="number", heading="N° de session", also=("numéro de session",)),
    Column(field="site", heading="* Nom du site"),
    Column(field="room", heading="* Nom de la salle"),
    Column(
        field="date", heading="* Date de début", also=("* date de début (format : jj/mm/aaaa)",)
    ),
    Column(field="time", heading="* Heure de début (heure locale)", also=("* heure de début",)),
    Column(field="invigilators", heading="* Surveillant(s)"),
    Column(field="remarks", heading="Observations (optionnel)", also=("observations",)),
)
BY_FIELD: Final[Mapping[str, Column]] = {column.field: column for column in SESSION}


def headings() -> list[str]:
    """Those of the file to fill in; who pays is not asked."""
    own = [column.heading for column in SESSION]
    return own + [column.heading for column in candidate_columns.OFFICIAL]


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, str]:
    return {
        folded(title): column.field
        for column in SESSION
        for title in (column.heading, *column.also)
    }


def places(titles: Iterable[str]) -> dict[str, int]:
    """The place of the column that feeds each field of a session."""
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        if field := _fields().get(folded(title)):
            found.setdefault(field, place)
    return found
