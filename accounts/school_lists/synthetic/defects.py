"""Every defect a list may have, one at a time, and what must be said of it."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from accounts.school_lists.synthetic import files
from accounts.school_lists.synthetic.people import Pupil
from accounts.school_lists.synthetic.siecle import Writing, siecle_bytes, zipped

XML: Final = "ElevesSansAdresses.xml"
ZIP: Final = "ExportXML_ElevesSansAdresses.zip"


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Defect:
    """`says`: the code of what must be said, none when the file is fine all the same. `blocks`: it
    cannot be imported. `skipped`: how many pupils are left out of it."""

    make: Callable[[list[Pupil]], Sample]
    says: str = ""
    blocks: bool = True
    skipped: int = 0


def _edited(change: Callable[[list[Pupil]], object]) -> Callable[[list[Pupil]], Sample]:
    """A SIECLE file of pupils changed so."""

    def make(pupils: list[Pupil]) -> Sample:
        people = deepcopy(pupils)
        change(people)
        return Sample(XML, siecle_bytes(people))

    return make


def _fields(**values: str) -> Callable[[list[Pupil]], Sample]:
    """The third pupil has these values."""
    return _edited(lambda people: people[2].fields.update(values))


def _classes(*names: str, groups: tuple[str, ...] = ()) -> Callable[[list[Pupil]], Sample]:
    """The third pupil has these classes and groups."""

    def change(people: list[Pupil]) -> None:
        people[2].classes, people[2].groups = list(names), list(groups)

    return _edited(change)


def _written(**how: Any) -> Callable[[list[Pupil]], Sample]:
    """The file written so: see `Writing`."""
    return lambda pupils: Sample(XML, siecle_bytes(pupils, Writing(**how)))


def _bytes(change: Callable[[bytes], bytes], name: str = XML) -> Callable[[list[Pupil]], Sample]:
    """The bytes of the file changed so."""
    return lambda pupils: Sample(name, change(siecle_bytes(pupils)))


def _zip(**extra: bytes) -> Callable[[list[Pupil]], Sample]:
    """The file in a ZIP, after others."""
    names = {name.replace("__", "/"): content for name, content in extra.items()}
    return lambda pupils: Sample(ZIP, zipped({**names, XML: siecle_bytes(pupils)}))


def _leave(people: list[Pupil]) -> None:
    people[2].left = people[3].left = "15/10/2026"


def _without_ine(people: list[Pupil]) -> None:
    people[2].fields["national_id"] = people[3].fields["national_id"] = ""


def _same_ine(people: list[Pupil]) -> None:
    people[2].fields["national_id"] = people[1].fields["national_id"]


_BORN_IN_FRANCE: Final = {"birth_country_code": "100", "birth_department_code": "035"}
_DOCTYPE: Final = '<!DOCTYPE BEE_ELEVES [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;">]>'

SIECLE_DEFECTS: Final[Mapping[str, Defect]] = {
    "none": Defect(_edited(lambda people: None)),
    "wrong-uai": Defect(_written(uai="9990002Y"), "UAI_MISMATCHED"),
    "no-uai": Defect(_written(uai=None), "UAI_MISMATCHED"),
    "without-ine": Defect(_edited(_without_ine), skipped=2),
    "left": Defect(_edited(_leave), skipped=2),
    "inactive": Defect(_classes("Inactifs"), skipped=1),
    "only-group": Defect(_classes(groups=("3LATIN",)), skipped=1),
    "no-structures": Defect(_written(with_structures=False), "EMPTY"),
    "duplicate-ine": Defect(_edited(_same_ine), "INE_UNIQUE"),
    "no-sex": Defect(_fields(sex=""), "SEX_CODE_REQUIRED"),
    "wrong-sex": Defect(_fields(sex="9"), "FIELD_BAD_VALUES"),
    "no-birth-date": Defect(_fields(birth_date=""), "BIRTHDATE_REQUIRED"),
    "wrong-birth-date": Defect(_fields(birth_date="2012-03-14"), "FIELD_DATE_FORMAT"),
    "impossible-birth-date": Defect(_fields(birth_date="31/02/2012"), "FIELD_DATE_FORMAT"),
    "future-birth-date": Defect(_fields(birth_date="14/03/2112"), "FIELD_DATE_FORMAT"),
    "no-first-name": Defect(_fields(first_name=""), "FIELD_REQUIRED"),
    "no-last-name": Defect(_fields(last_name="  "), "FIELD_REQUIRED"),
    "name-of-signs": Defect(_fields(last_name="--"), "FIELD_BAD_VALUES"),
    "long-name": Defect(_fields(last_name="A" * 256), "FIELD_MAX_LENGTH"),
    "born-in-france-without-city": Defect(
        _fields(**_BORN_IN_FRANCE, birth_city_code=""), "BIRTH_CITY_CODE_REQUIRED_FOR_FR_STUDENT"
    ),
    "postal-code": Defect(
        _fields(**_BORN_IN_FRANCE, birth_city_code="3A000"), "INSEE_CODE_INVALID", blocks=False
    ),
    "overseas": Defect(
        _fields(birth_country_code="100", birth_department_code="988", birth_city_code="98818")
    ),
    "unpadded-department": Defect(_fields(**_BORN_IN_FRANCE | {"birth_department_code": "35"})),
    "lower-case-ine": Defect(_fields(national_id=" 999000 002ab ")),
    "odd-ine": Defect(_fields(national_id="9990A0002"), "INE_INVALID", blocks=False),
    "long-ine": Defect(_fields(national_id="999000002AB7"), "FIELD_MAX_LENGTH"),
    "two-classes": Defect(_classes("3E 1", "3E 2"), "SEVERAL_CLASSES", blocks=False),
    "class-and-groups": Defect(_classes("3E 1", groups=("3LATIN", "3ESP"))),
    "double-spaces": Defect(_classes("3E   1")),
    "doctype": Defect(_written(doctype=_DOCTYPE), "INVALID_FILE"),
    "unclosed-tag": Defect(_bytes(lambda content: content[: len(content) // 2]), "INVALID_FILE"),
    "not-xml": Defect(_bytes(lambda content: b"Nom;Prenom\n"), "INVALID_FILE"),
    "another-export": Defect(
        _bytes(lambda content: content.replace(b"BEE_ELEVES", b"BEE_RESPONSABLES")), "INVALID_FILE"
    ),
    "empty-file": Defect(_bytes(lambda content: b""), "INVALID_FILE"),
    "wrong-extension": Defect(_bytes(bytes, "eleves.pdf"), "INVALID_FILE_EXTENSION"),
    "utf-8": Defect(_written(encoding="UTF-8")),
    "utf-8-bom": Defect(_written(encoding="utf-8-sig", declared="ISO-8859-15")),
    "utf-16": Defect(_written(encoding="UTF-16", declared="ISO-8859-15")),
    "windows-lines": Defect(_written(newline="\r\n")),
    "one-line": Defect(_written(newline="")),
    "unknown-encoding": Defect(_written(declared="KLINGON-8"), "ENCODING_NOT_SUPPORTED"),
    "mistaken-encoding": Defect(_written(declared="UTF-8"), "ENCODING_NOT_SUPPORTED"),
    "zip": Defect(_zip()),
    "zip-with-folder": Defect(_zip(dossier__lisezmoi=b"bonjour")),
    "zip-of-a-mac": Defect(_zip(**{"__MACOSX__._Eleves.xml": b"\0\5\26\7"})),
    "zip-with-hidden-folder": Defect(_zip(**{".trash__old.xml": b"<old/>"})),
    "zip-with-two-xml": Defect(_zip(**{"Structures.xml": b"<a/>"}), "INVALID_FILE"),
    "zip-in-zip": Defect(_zip(**{"autre.zip": b"PK"}), "INVALID_FILE"),
    "zip-without-xml": Defect(
        lambda pupils: Sample(ZIP, zipped({"lisezmoi.txt": b"bonjour"})), "INVALID_FILE"
    ),
    "zip-locked": Defect(_bytes(files.locked_zip, ZIP), "INVALID_FILE"),
    "zip-bomb": Defect(_bytes(lambda content: files.zip_bomb(), ZIP), "INVALID_FILE"),
    "zip-too-large": Defect(_bytes(lambda content: files.large_zip(), ZIP), "PAYLOAD_TOO_LARGE"),
    "zip-broken": Defect(_bytes(lambda content: zipped({XML: content})[:-40], ZIP), "INVALID_FILE"),
    "zip-crowded": Defect(_bytes(lambda content: files.crowded_zip(), ZIP), "INVALID_FILE"),
}
