"""Text as people search it."""

import unicodedata

from django.utils.html import escape, urlize


def fold(text: str) -> str:
    """Lower case without accents, so that "sécurité" is found by "securite"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def holds_link(text: str) -> bool:
    """Whether a mail would make a link of part of it: no name needs one."""
    return urlize(text, autoescape=True) != escape(text)
