"""The columns of the official sheet, in its order, and the other titles they may have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from accounts.names import folded

BIRTH_PLACE: Final = "* Lieu de naissance"
# A column of this kind subscribes to a certification: "oui", or nothing.
_YES_OR_EMPTY: Final = "oui ou laisser vide"
_CORE: Final = ("certification pix", "pix")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`official`: written in the sheet to fill in. `expected`: without it there is no list."""

    field: str
    heading: str
    also: tuple[str, ...] = ()
    group: str = ""
    help: str = ""
    official: bool = True
    expected: bool = False


COLUMNS: Final = (
    Column(
        field="last_name",
        heading="* Nom de naissance",
        also=("nom", "nom de famille"),
        expected=True,
    ),
    Column(field="first_name", heading="* Prénom", also=("premier prénom",), expected=True),
    Column(
        field="birth_date",
        heading="* Date de naissance (format : jj/mm/aaaa)",
        also=("date de naissance", "né le", "né(e) le", "date de naissance (jj/mm/aaaa)"),
        expected=True,
    ),
    Column(field="sex", heading="* Sexe (M ou F)", also=("sexe",), help="M ou F", expected=True),
    Column(
        field="birth_insee_code",
        heading="Code Insee",
        also=("code insee de naissance", "code commune de naissance"),
        group=BIRTH_PLACE,
        help="En France : ce code seul. À l'étranger : 99",
    ),
    Column(
        field="birth_postal_code",
        heading="Code postal",
        also=("code postal de naissance",),
        group=BIRTH_PLACE,
        help="En France, sans code Insee",
    ),
    Column(
        field="birth_city",
        heading="Nom de la commune",
        also=("commune de naissance", "ville de naissance", "commune"),
        group=BIRTH_PLACE,
        help="Avec le code postal, ou à l'étranger",
    ),
    Column(
        field="birth_country",
        heading="Pays",
        also=("pays de naissance",),
        group=BIRTH_PLACE,
        help="Obligatoire",
        expected=True,
    ),
    Column(
        field="result_recipient_email",
        heading="E-mail du destinataire des résultats (formateur, enseignant…)",
        also=("e-mail du destinataire des résultats",),
    ),
    Column(field="email", heading="E-mail de convocation", also=("e-mail", "email")),
    Column(field="external_id", heading="Identifiant local", also=("identifiant externe",)),
    Column(
        field="extra_time",
        heading="Temps majoré ?",
        also=("temps majoré", "tiers temps"),
        help="Vide, ou de 1 à 99 %",
    ),
    Column(
        field="billing_mode",
        heading="Tarification part Pix",
        official=False,
    ),
    Column(field="prepayment_code", heading="Code de prépaiement", official=False),
)
BY_FIELD: Final[Mapping[str, Column]] = {column.field: column for column in COLUMNS}
OFFICIAL: Final = tuple(column for column in COLUMNS if column.official)


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, str]:
    """What each known title feeds."""
    return {
        folded(title): column.field
        for column in COLUMNS
        for title in (column.heading, *column.also)
    }


def known(cells: Iterable[str]) -> int:
    """How many different columns these titles feed."""
    return len({_fields()[folded(cell)] for cell in cells if folded(cell) in _fields()})


def places(titles: Iterable[str]) -> dict[str, int]:
    """The place of the column that feeds each field: the first one, were it written twice."""
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        if field := _fields().get(folded(title)):
            found.setdefault(field, place)
    return found


def subscriptions(titles: Iterable[str]) -> dict[str, int]:
    """Columns where "oui" subscribes to a certification, by its name, and their places."""
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        name, _, end = " ".join(title.split()).partition("(")
        if folded(end) == _YES_OR_EMPTY and name.strip():
            found.setdefault(name.strip(), place)
    return found


def is_core(name: str) -> bool:
    """Whether this subscription is to the certification of the 16 competences."""
    return folded(name) in _CORE
