"""Text as people search it."""

import re
import unicodedata
from typing import Final

# "St.Exupéry" and "I.U.T." are names; "site.fr" and "SITE.FR" are addresses.
_LINK: Final = re.compile(
    r"://|(?i:www\.|\.(?:com|edu|gov|int|mil|net|org)\b)|\w\.(?:[a-z]{2,}|[A-Z]{2,})\b"
)


def fold(text: str) -> str:
    """Lower case without accents, so that "sécurité" is found by "securite"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def holds_link(text: str) -> bool:
    """Whether a mail program would make a link of part of it: no name needs one."""
    return bool(_LINK.search(text))
