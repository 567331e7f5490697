"""SIECLE: pupils first, then their classes. Two readings join them, and neither keeps the file."""

from collections.abc import Iterator, Mapping
from typing import Final

from accounts.school_lists.containers import archives
from accounts.school_lists.containers.elements import Element, ElementReader
from accounts.school_lists.formats import SIECLE, formats
from accounts.school_lists.problems import Code, Problem, Report, refused, shown
from accounts.school_lists.rows import Record
from accounts.school_lists.sources import Limits, Source
from accounts.school_lists.values import clean
from accounts.uai import normalised

_ROOT: Final = "BEE_ELEVES"
_PUPIL: Final = frozenset({"ELEVE"})
_SCHOOL_AND_CLASSES: Final = frozenset({"PARAMETRES", "STRUCTURES_ELEVE"})
_IN_THEM: Final = frozenset({"UAJ", "STRUCTURE", "CODE_STRUCTURE", "TYPE_STRUCTURE"})
_DIVISION: Final = "D"
_INACTIVE: Final = "inactifs"
_CLASS_FIELD: Final = "class_name"
_LEFT: Final = "DATE_SORTIE"
_INE: Final = "ID_NATIONAL"

Classes = Mapping[str, tuple[str, ...]]


def titles() -> dict[str, str]:
    """How the file calls our fields."""
    return {column.field: column.label for column in formats()[SIECLE].columns}


class SiecleFile:
    """The pupils of a school who have an INE and a class, and have not left."""

    def __init__(self, source: Source, limits: Limits) -> None:
        opened = archives.the_xml if source.extension == ".zip" else archives.plain
        self.reader = ElementReader(opened(source, limits), root=_ROOT)

    def check_start(self) -> None:
        """Reads no further than the school, or the first pupil. Raises `Refused`."""
        next(self.reader.read(_SCHOOL_AND_CLASSES | _PUPIL, frozenset()), None)

    def first_pupils(self) -> tuple[list[str], Iterator[list[str]]]:
        """Names of elements, and their texts, for people to look at."""
        header = [label for name, label in titles().items() if name != _CLASS_FIELD]
        pupils = self.reader.read(_PUPIL, frozenset(header))
        found = (pupil.fields() for pupil in pupils)
        return header, ([texts.get(label, "") for label in header] for texts in found)

    def records(self, uai: str, report: Report) -> Iterator[Record]:
        """Raises `Refused`, first of all if the file is not that of the school `uai`."""
        classes = _read_classes(self.reader, uai)
        report.skipped.clear()
        names = {label: name for name, label in titles().items()}
        for pupil in self.reader.read(_PUPIL, frozenset(names) | {_LEFT}):
            texts = pupil.fields()
            divisions = classes.get(pupil.attributes.get("ELEVE_ID", ""), ())
            if reason := _left_out(texts, divisions):
                report.skipped[reason] += 1
                continue
            if len(divisions) > 1:
                _tell_several(report, pupil, divisions)
            values = {name: texts.get(label, "") for label, name in names.items()}
            yield Record(pupil.line, values | {_CLASS_FIELD: divisions[0]})


def _left_out(texts: Mapping[str, str], divisions: tuple[str, ...]) -> str:
    if not texts.get(_INE, "").strip():
        return "no_national_id"
    if texts.get(_LEFT, "").strip():
        return "left"
    return "" if divisions else "no_class"


def _tell_several(report: Report, pupil: Element, divisions: tuple[str, ...]) -> None:
    report.add(
        Problem(
            Code.SEVERAL_CLASSES,
            line=pupil.line,
            field=titles()[_CLASS_FIELD],
            value=shown(divisions[0]),
            limit=shown(", ".join(divisions)),
            blocking=False,
        )
    )


def _read_classes(reader: ElementReader, uai: str) -> Classes:
    """The divisions of each pupil, the school being the right one. Equal ones are kept once."""
    found: dict[str, tuple[str, ...]] = {}
    once: dict[tuple[str, ...], tuple[str, ...]] = {}
    school = ""
    for element in reader.read(_SCHOOL_AND_CLASSES, _IN_THEM):
        if element.name == "PARAMETRES":
            school = school or _checked_school(element.fields().get("UAJ", ""), uai)
            continue
        pupil = element.attributes.get("ELEVE_ID", "")
        divisions = found.get(pupil, ()) + _divisions(element)
        found[pupil] = once.setdefault(divisions, divisions)
    if not school:
        raise refused(Code.UAI_MISMATCHED, "absent")
    return found


def _checked_school(written: str, uai: str) -> str:
    school = normalised(written)
    if not uai:
        raise refused(Code.UAI_MISMATCHED, "no_uai", value=school)
    if school and school != uai:
        raise refused(Code.UAI_MISMATCHED, value=school, limit=uai)
    return school


def _divisions(element: Element) -> tuple[str, ...]:
    """Classes, not groups; not the one where those who never came are put."""
    found: list[str] = []
    structure: dict[str, str] = {}
    for depth, name, text in element.texts:
        if depth > 1:
            structure[name] = clean(text)
            continue
        code = structure.get("CODE_STRUCTURE", "")
        is_class = structure.get("TYPE_STRUCTURE") == _DIVISION
        if is_class and code and code.casefold() != _INACTIVE and code not in found:
            found.append(code)
        structure = {}
    return tuple(found)
