"""Treatments that forgive differences of form between two texts."""

import unicodedata
from collections.abc import Callable, Collection

# Longer answers are never right.
MAX_LENGTH = 500
# Unicode's "stream-safe" limit. Canonical ordering takes the square of the length of such a run.
_MAX_MARKS = 30

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
# Pasted text carries these unseen: zero-width spaces and joiners, soft hyphen, byte-order mark.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ACCENT_KEYS = "`´"  # Symbols for Unicode, but typed for apostrophes.


def fold_case(text: str) -> str:
    return text.casefold()


def fold_accents(text: str) -> str:
    split = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(char for char in split if not unicodedata.combining(char))


def drop_punctuation(text: str) -> str:
    """A text made of punctuation only is kept whole: "?" and "!" are different answers."""
    return "".join(char for char in text if not _is_punctuation(char)) or text


def drop_spaces(text: str) -> str:
    return "".join(text.translate(_INVISIBLE).split())


def _is_punctuation(char: str) -> bool:
    return char in _ACCENT_KEYS or unicodedata.category(char).startswith("P")


TREATMENTS: dict[str, Callable[[str], str]] = {
    "case": fold_case,
    "accents": fold_accents,
    "spaces": drop_spaces,
    "punctuation": drop_punctuation,
}


def normalise(text: str, tolerances: Collection[str]) -> str:
    """NFC, then the treatments named in `tolerances`; the names of others are ignored."""
    result = unicodedata.normalize("NFC", _without_long_runs_of_marks(text))
    for name, treatment in TREATMENTS.items():
        if name in tolerances:
            result = treatment(result)
    return unicodedata.normalize("NFC", result)


def _without_long_runs_of_marks(text: str) -> str:
    if text.isascii():
        return text
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def is_blank(text: str) -> bool:
    return not drop_spaces(text)
