"""Codes of campaigns: six letters that cannot be mistaken, three digits (product.md section 2)."""

import re
import secrets
from typing import Final

_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS: Final = "23456789"
_LETTERS_FIRST: Final = 6
LENGTH: Final = 9
# Signs that no code holds, because each is taken for another one.
AMBIGUOUS: Final = frozenset("ILO01")
_SEPARATORS: Final = re.compile(r"[\s._\-\u2010-\u2015]+")
# A letter and a digit that look alike: their place tells which one was meant.
_TO_LETTER: Final = str.maketrans("2568", "ZSGB")
_TO_DIGIT: Final = str.maketrans("ZSGB", "2568")


def draw_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LETTERS_FIRST))
    return letters + "".join(secrets.choice(_DIGITS) for _ in range(LENGTH - _LETTERS_FIRST))


def normalised(typed: str) -> str:
    """As people type it: spaces, dashes, lower case, look-alikes, a whole address are forgiven."""
    last = typed.strip().rstrip("/").rpartition("/")[2]
    code = _SEPARATORS.sub("", last).upper()
    return code[:_LETTERS_FIRST].translate(_TO_LETTER) + code[_LETTERS_FIRST:].translate(_TO_DIGIT)
