"""Tables of people, loans, objects: what to draw, and what may be asked of any of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .people import TOWNS, draw_people
from .sheets import Cell, Column, Sheet
from .words import phrases

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Which columns play the parts that facts are about."""

    title: str
    columns: tuple[Column, ...]
    label: int
    """Names a row, alone of its kind."""
    group: int
    state: int
    day: int
    amount: int
    draw: Callable[[Random, int], list[Row]] = field(repr=False)

    def sheet(self, rows: Sequence[Row]) -> Sheet:
        return Sheet(self.title, self.columns, rows)


def _members(rng: Random, count: int) -> list[Row]:
    people = draw_people(rng, count)
    towns = rng.sample(TOWNS, 5)
    days = _different_days(rng, count, date(2015, 1, 1), 3600)
    paid = _different_amounts(rng, count, 10, 250)
    return [
        [person.name, rng.choice(towns), day, amount, rng.choice(["oui", "oui", "non"])]
        for person, day, amount in zip(people, days, paid, strict=True)
    ]


def _loans(rng: Random, count: int) -> list[Row]:
    titles = _labels(rng, count, _BOOK_STARTS, _BOOK_ENDS)
    readers = [person.name for person in draw_people(rng, max(4, count // 4))]
    days = _different_days(rng, count, date(2024, 9, 2), 300)
    pages = _different_numbers(rng, count, 48, 900)
    return [
        [title, rng.choice(readers), rng.choice(_GENRES), day, page, rng.choice(_RETURNED)]
        for title, day, page in zip(titles, days, pages, strict=True)
    ]


def _objects(rng: Random, count: int) -> list[Row]:
    names = _labels(rng, count, _OBJECTS, [f"n° {n}" for n in range(101, 160)])
    days = _different_days(rng, count, date(2016, 1, 4), 3400)
    prices = _different_amounts(rng, count, 8, 900)
    return [
        [name, rng.choice(_ROOMS), day, price, rng.choice(_CONDITIONS)]
        for name, day, price in zip(names, days, prices, strict=True)
    ]


def _labels(rng: Random, count: int, starts: Sequence[str], ends: Sequence[str]) -> list[str]:
    return rng.sample([f"{start} {end}" for start in starts for end in ends], count)


def _different_days(rng: Random, count: int, first: date, span: int) -> list[date]:
    return [first + timedelta(days=n) for n in rng.sample(range(span), count)]


def _different_numbers(rng: Random, count: int, low: int, high: int) -> list[int]:
    return rng.sample(range(low, high), count)


def _different_amounts(rng: Random, count: int, low: int, high: int) -> list[float]:
    return [cents / 20 for cents in rng.sample(range(low * 20, high * 20), count)]


_BOOK_STARTS = phrases("""
    Le phare
    La maison
    Les oiseaux
    Le secret
    Une saison
    Le voyage
    La nuit
    Cabane
""")
_BOOK_ENDS = phrases("""
    de Fontclaire
    des marées
    du potier
    sans boussole
    de verre
    de l'horloger
    aux lanternes
    des sept ponts
    du grand nord
    en hiver
    de papier
    aux érables
    sous la pluie
    du jardinier
    de craie
""")
_GENRES = ("Roman", "Policier", "Bande dessinée", "Documentaire", "Théâtre")
_RETURNED = ("oui", "oui", "non")
_OBJECTS = ("Ordinateur portable", "Vidéoprojecteur", "Tablette", "Casque", "Chaise", "Imprimante")
_ROOMS = ("Salle 101", "Salle 102", "Salle 204", "CDI", "Atelier")
_CONDITIONS = ("bon", "bon", "à réparer")

TABLES: Mapping[str, Table] = {
    "members": Table(
        "Adhérents",
        (
            Column("Nom"),
            Column("Commune"),
            Column("Adhésion", "date"),
            Column("Don", "money"),
            Column("À jour"),
        ),
        label=0,
        group=1,
        day=2,
        amount=3,
        state=4,
        draw=_members,
    ),
    "loans": Table(
        "Prêts",
        (
            Column("Titre"),
            Column("Emprunteur"),
            Column("Genre"),
            Column("Emprunt", "date"),
            Column("Pages", "number"),
            Column("Rendu"),
        ),
        label=0,
        group=2,
        day=3,
        amount=4,
        state=5,
        draw=_loans,
    ),
    "inventory": Table(
        "Inventaire",
        (
            Column("Objet"),
            Column("Salle"),
            Column("Achat", "date"),
            Column("Prix", "money"),
            Column("État"),
        ),
        label=0,
        group=1,
        day=2,
        amount=3,
        state=4,
        draw=_objects,
    ),
}
