"""A small database of three tables: a library or a tool shop, its members, its loans."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from . import Built
from .support.dates import distinct_days
from .support.formats import writer
from .support.people import TOWNS, Person, draw_people
from .support.ranking import draw_until, has_clear_ends
from .support.words import phrases

VERSION = 1
FORMATS = ("sqlite", "txt")

_TITLES = {
    "library": phrases("""
        Le phare de Fontclaire
        La maison de verre
        Les oiseaux sans boussole
        Une saison de papier
        L'atelier du potier
        Le secret des marées
        La nuit aux lanternes
        Le voyage en hiver
        Les sept ponts
        Le jardin de craie
        L'horloge arrêtée
        Un été à Longval
    """),
    "tools": phrases("""
        Perceuse
        Scie sauteuse
        Ponceuse
        Échelle
        Brouette
        Niveau laser
        Tondeuse
        Taille-haie
        Décapeur
        Diable
        Pistolet à colle
        Cisaille
    """),
}
_SCHEMA = """
CREATE TABLE membres (id INTEGER PRIMARY KEY, prenom TEXT, nom TEXT, ville TEXT);
CREATE TABLE objets (id INTEGER PRIMARY KEY, titre TEXT, valeur INTEGER);
CREATE TABLE prets (
    id INTEGER PRIMARY KEY,
    membre_id INTEGER REFERENCES membres(id),
    objet_id INTEGER REFERENCES objets(id),
    debut TEXT,
    rendu INTEGER
);
"""


@dataclass(frozen=True, slots=True)
class Loan:
    member: int
    thing: int
    start: date
    returned: bool


@dataclass(frozen=True, slots=True)
class Library:
    members: Sequence[tuple[Person, str]]
    things: Sequence[tuple[str, int]]
    loans: Sequence[Loan]


def build(rng: Random, *, theme: str = "library", members: int = 20, loans: int = 60) -> Built:
    """`theme`: library (books) or tools. Tables membres(id, prenom, nom, ville), objets(id, titre,
    valeur), prets(id, membre_id, objet_id, debut, rendu 0/1). `txt` is the same as SQL orders.

    At most 300 loans. The last member never borrowed anything.
    """
    library = draw_until(lambda: _draw(rng, theme, members, loans), _is_clear)
    return Built(
        _facts(rng, library),
        writer(sqlite=lambda: _sqlite(library), txt=lambda: _sql(library).encode()),
    )


def _draw(rng: Random, theme: str, members: int, loans: int) -> Library:
    towns = rng.sample(TOWNS, 5)
    people = [(person, rng.choice(towns)) for person in draw_people(rng, members)]
    values = rng.sample(range(8, 90), len(_TITLES[theme]))
    things = list(zip(_TITLES[theme], values, strict=True))
    days = distinct_days(rng, loans, first=date(2024, 9, 1), span=300)
    made = [
        Loan(
            rng.randint(1, members - 1),
            rng.randint(1, len(things)),
            day,
            rng.choice((True, True, False)),
        )
        for day in days
    ]
    return Library(people, things, made)


def _is_clear(library: Library) -> bool:
    by_member = Counter(loan.member for loan in library.loans)
    by_thing = Counter(loan.thing for loan in library.loans)
    towns = Counter(town for _, town in library.members)
    ends = [sorted(counts.values())[-2:] for counts in (by_member, by_thing)]
    return all(low < high for low, high in ends) and has_clear_ends(towns.values())


def _sql(library: Library) -> str:
    lines = [_SCHEMA.strip()]
    for number, (person, town) in enumerate(library.members, start=1):
        values = ", ".join(map(_quoted, (person.first, person.last, town)))
        lines.append(f"INSERT INTO membres VALUES ({number}, {values});")  # noqa: S608  ours
    for number, (title, value) in enumerate(library.things, start=1):
        lines.append(f"INSERT INTO objets VALUES ({number}, {_quoted(title)}, {value});")  # noqa: S608  ours
    for number, loan in enumerate(library.loans, start=1):
        values = f"{loan.member}, {loan.thing}, '{loan.start}', {int(loan.returned)}"
        lines.append(f"INSERT INTO prets VALUES ({number}, {values});")  # noqa: S608  ours
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sqlite(library: Library) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_sql(library))
        return connection.serialize()


def _facts(rng: Random, library: Library) -> Mapping[str, Any]:
    by_member = Counter(loan.member for loan in library.loans)
    by_thing = Counter(loan.thing for loan in library.loans)
    towns = Counter(town for _, town in library.members)
    top, thing = by_member.most_common(1)[0], by_thing.most_common(1)[0]
    town = rng.choice(sorted(towns))
    idle = [number for number in range(1, len(library.members) + 1) if number not in by_member]
    out = [loan for loan in library.loans if not loan.returned]
    return {
        "member_count": len(library.members),
        "thing_count": len(library.things),
        "loan_count": len(library.loans),
        "town": town,
        "town_count": towns[town],
        "town_loans": sum(library.members[loan.member - 1][1] == town for loan in library.loans),
        "top_town": towns.most_common(1)[0][0],
        "top_member": library.members[top[0] - 1][0].name,
        "top_member_loans": top[1],
        "top_thing": library.things[thing[0] - 1][0],
        "top_thing_loans": thing[1],
        "out_count": len(out),
        "out_value": sum(library.things[loan.thing - 1][1] for loan in out),
        "idle_count": len(idle),
        "value_total": sum(value for _, value in library.things),
        "value_average": round(sum(value for _, value in library.things) / len(library.things), 2),
        "last_loan": f"{library.loans[-1].start}",
    }
