"""Who has an account at the demonstration ENT: a JSON file, else a handful of people."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

FILE_NAME: Final = "demo-ent.json"
SCHOOL: Final = "9990001X"
PROFILES: Final = ("pupil", "teacher", "head", "parent")
# A department that does not exist.
_INVENTED_SCHOOLS: Final = "999"
_LONGEST: Final = 100


@dataclass(frozen=True)
class Person:
    """`profile`: pupil, teacher, head or parent."""

    subject: str
    profile: str
    first_name: str
    last_name: str
    birth_date: date | None = None
    uai: str = SCHOOL
    class_name: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


_PUPILS: Final = (
    ("Maëlle", "Testard-Modèle", date(2013, 3, 14), "5E 2"),
    ("Ilyès", "Exemple", date(2013, 9, 2), "5E 2"),
    ("Léonie", "D'Essai", date(2012, 12, 30), "4E 1"),
)
INVENTED: Final = (
    *(
        Person(f"demo-eleve-{number}", "pupil", first, last, birth, class_name=class_name)
        for number, (first, last, birth, class_name) in enumerate(_PUPILS, start=1)
    ),
    Person("demo-prof-1", "teacher", "Nadia", "Benali"),
    Person("demo-chef-1", "head", "Paul", "Lemoine"),
    Person("demo-parent-1", "parent", "Claude", "Testard-Modèle"),
)


def guest(said: Mapping[str, str]) -> Person | None:
    """Somebody of any invented school, as typed; None when a detail makes no sense.

    The same details are the same person, also after a restart.
    """
    given = {name: said.get(name, "").strip()[:_LONGEST] for name in Person.__dataclass_fields__}
    given["uai"] = given["uai"].upper()
    subject = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:16]
    try:
        person = _person(given | {"subject": f"demo-invite-{subject}"})
    except ValueError:
        return None
    named = person.first_name and person.last_name
    known = person.profile in PROFILES and person.uai.startswith(_INVENTED_SCHOOLS)
    return person if named and known else None


def write_people(path: Path, people: Iterable[Person]) -> None:
    """Give the ENT its people; it reads them again by itself."""
    rows = [asdict(person) for person in people]
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(rows, default=str, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


def read_people(path: Path | None) -> dict[str, Person]:
    people: Iterable[Person] = INVENTED
    if path and path.exists():
        people = [_person(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    return {person.subject: person for person in people}


def _person(row: Mapping[str, str | None]) -> Person:
    birth = row.get("birth_date")
    kept = {name: row.get(name) or "" for name in Person.__dataclass_fields__}
    return Person(**kept | {"birth_date": date.fromisoformat(birth) if birth else None})  # type: ignore[arg-type]  # the date is replaced
