"""UAI: the national number of a school, seven digits and a check letter (interop.md 2.2)."""

import re
from enum import StrEnum
from typing import Final

LENGTH: Final = 8
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
_SHAPE: Final = re.compile(r"[0-9]{7}[A-Z]")


class Defect(StrEnum):
    LENGTH = "length"
    SHAPE = "shape"
    LETTER = "letter"


def normalised(uai: str) -> str:
    return "".join(uai.split()).upper()


def defect_of(uai: str) -> Defect | None:
    """What is wrong with a normalised UAI, the coarsest first."""
    if len(uai) != LENGTH:
        return Defect.LENGTH
    if not _SHAPE.fullmatch(uai):
        return Defect.SHAPE
    return None if _LETTERS[int(uai[:7]) % 23] == uai[7] else Defect.LETTER


def is_valid(uai: str) -> bool:
    """Of a normalised UAI: its shape and its check letter."""
    return defect_of(uai) is None
