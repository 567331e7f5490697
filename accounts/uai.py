"""UAI: the national number of a school, seven digits and a check letter (interop.md 2.2)."""

import re
from typing import Final

_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
_SHAPE: Final = re.compile(r"[0-9]{7}[A-Z]")


def normalised(uai: str) -> str:
    return "".join(uai.split()).upper()


def is_valid(uai: str) -> bool:
    """Of a normalised UAI: its shape and its check letter."""
    return bool(_SHAPE.fullmatch(uai)) and _LETTERS[int(uai[:7]) % 23] == uai[7]
