"""Codes of campaigns: six letters that cannot be mistaken, three digits (product.md section 2)."""

import re
import secrets
from typing import Final

_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS: Final = "23456789"
_SEPARATORS: Final = re.compile(r"[\s.\-]+")


def draw_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return letters + "".join(secrets.choice(_DIGITS) for _ in range(3))


def normalised(typed: str) -> str:
    """As people type it: spaces, dashes and lower case are forgiven."""
    return _SEPARATORS.sub("", typed).upper()
