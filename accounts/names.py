"""Names as lists and people write them, brought to one form."""

import re
from datetime import date
from typing import Final

from pix.shared.text import fold

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_NOT_A_LETTER: Final = re.compile(r"[^\w]+|_")


def folded(name: str) -> str:
    """Without case, accents, hyphens or apostrophes: "D'Hérouville" → "d herouville"."""
    return " ".join(_NOT_A_LETTER.sub(" ", fold(name).translate(_LIGATURES)).split())


def search_key(*, last_name: str, first_name: str) -> str:
    """What lists are sorted by and searched in: the last name first."""
    return f"{folded(last_name)} {folded(first_name)}"


def identity_key(*, last_name: str, first_name: str, birth_date: date) -> str:
    """The same person in two lists that share no identifier."""
    squeezed = "|".join(folded(name).replace(" ", "") for name in (last_name, first_name))
    return f"{squeezed}|{birth_date.isoformat()}"
