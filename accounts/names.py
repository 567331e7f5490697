"""Names as lists and people write them, brought to one form."""

import re
import unicodedata
from datetime import date
from typing import Final

from pix.shared.text import fold

# Letters that Unicode does not take apart: Nordic, Polish, Croatian, Vietnamese, Turkish, Azeri.
_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "þ": "th"} | dict(zip("øłđðħıəŋ", "olddhien", strict=True))
)
_NOT_A_LETTER: Final = re.compile(r"[^\w]+|_")
# Written or left out, joined or apart, according to who fills in the form.
_PARTICLES: Final = frozenset(
    ("d", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du")
) | {"e", "el", "al", "ibn", "bin", "la", "le", "les", "ter", "van", "von", "y"}
# The column of `Learner.search_name`; folding lengthens some letters.
_SEARCH_LENGTH: Final = 511
# Twice this, and a date, fill the column of `Learner.identity`.
_IDENTITY_NAME: Final = 290
# How far apart two spellings of one name may be (product.md 1, reference row F20).
MAX_RATIO: Final = 0.25


def folded(name: str) -> str:
    """Without case, accents, hyphens or apostrophes: "D'Hérouville" → "d herouville"."""
    plain = fold(unicodedata.normalize("NFKC", name)).translate(_LETTERS)
    return " ".join(_NOT_A_LETTER.sub(" ", plain).split())


def squeezed(name: str) -> str:
    """In one piece: "Jean-Marc", "Jean Marc" and "Jeanmarc" are one name."""
    return folded(name).replace(" ", "")


def bare(name: str) -> str:
    """In one piece, without particles: "de Souza" and "Souza". A name made of one stays: "Lê"."""
    words = folded(name).split()
    return "".join([word for word in words if word not in _PARTICLES] or words)


def alike(one: str, other: str) -> bool:
    """Two spellings, squeezed or bare, that a typing slip or a transliteration may explain."""
    longest = max(len(one), len(other))
    gap = abs(len(one) - len(other))
    most = MAX_RATIO * longest
    return longest > 0 and gap <= most and _levenshtein(one, other) <= most


def _levenshtein(one: str, other: str) -> int:
    """Fewest insertions, deletions and replacements of a letter."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
    return row[-1]


def search_key(*, last_name: str, first_name: str, used_name: str = "") -> str:
    """What lists are sorted by and searched in: the name shown, then the other last name."""
    names = (used_name or last_name, first_name, last_name if used_name else "")
    return " ".join(filter(None, map(folded, names)))[:_SEARCH_LENGTH]


def identity_key(*, last_name: str, first_name: str, birth_date: date) -> str:
    """The same person in two lists that share no identifier."""
    names = (squeezed(name)[:_IDENTITY_NAME] for name in (last_name, first_name))
    return "|".join((*names, birth_date.isoformat()))
