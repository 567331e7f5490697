"""SIECLE files, written piece by piece: they may be larger than the memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from accounts.school_lists.formats import SIECLE, formats
from accounts.school_lists.synthetic.people import UAI, Pupil

_PRIVATE: Final = (
    "<DOUBLEMENT>0</DOUBLEMENT><CODE_REGIME>2</CODE_REGIME><CODE_PAYS_NAT>100</CODE_PAYS_NAT>"
    "<TEL_PORTABLE>0600000000</TEL_PORTABLE><ACCEPTE_SMS>1</ACCEPTE_SMS>"
    "<SCOLARITE_AN_DERNIER><CODE_STRUCTURE>CM2</CODE_STRUCTURE></SCOLARITE_AN_DERNIER>"
)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """How a file is written. `uai`: None leaves the school out."""

    uai: str | None = UAI
    encoding: str = "ISO-8859-15"
    declared: str = ""
    doctype: str = ""
    newline: str = "\n"
    with_structures: bool = True


def siecle_lines(pupils: Iterable[Pupil], how: Writing) -> Iterator[str]:
    """`pupils` is read twice: pupils come first in the file, their classes after."""
    people = list(pupils)
    yield f'<?xml version="1.0" encoding="{how.declared or how.encoding}"?>'
    if how.doctype:
        yield how.doctype
    school = f"<UAJ>{how.uai}</UAJ>" if how.uai is not None else ""
    yield '<BEE_ELEVES VERSION="2.1">'
    yield f"<PARAMETRES>{school}<ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES>"
    yield "<DONNEES>"
    yield "<ELEVES>"
    for pupil in people:
        yield from _pupil(pupil)
    yield "</ELEVES>"
    yield "<OPTIONS><OPTION ELEVE_ID='0'><OPTIONS_ELEVE/></OPTION></OPTIONS>"
    if how.with_structures:
        yield "<STRUCTURES>"
        yield from map(_structures, people)
        yield "</STRUCTURES>"
    yield "</DONNEES>"
    yield "</BEE_ELEVES>"


def siecle_bytes(pupils: Iterable[Pupil], how: Writing | None = None) -> bytes:
    how = how or Writing()
    text = how.newline.join([*siecle_lines(pupils, how), ""])
    return text.encode(how.encoding)


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP: contents by name."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _pupil(pupil: Pupil) -> Iterator[str]:
    number = quoteattr(str(pupil.id % 100_000))
    yield f"<ELEVE ELEVE_ID={quoteattr(str(pupil.id))} ELENOET={number}>"
    for column in formats()[SIECLE].columns:
        if column.field != "class_name":
            text = escape(pupil.fields.get(column.field, ""))
            yield f"<{column.label}>{text}</{column.label}>"
    if pupil.left:
        yield f"<DATE_SORTIE>{pupil.left}</DATE_SORTIE>"
    yield _PRIVATE
    yield "</ELEVE>"


def _structures(pupil: Pupil) -> str:
    found = [(name, "D") for name in pupil.classes] + [(name, "G") for name in pupil.groups]
    inside = "".join(
        f"<STRUCTURE><CODE_STRUCTURE>{escape(name)}</CODE_STRUCTURE>"
        f"<TYPE_STRUCTURE>{kind}</TYPE_STRUCTURE></STRUCTURE>"
        for name, kind in found
    )
    return f"<STRUCTURES_ELEVE ELEVE_ID={quoteattr(str(pupil.id))}>{inside}</STRUCTURES_ELEVE>"
