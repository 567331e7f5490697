"""Text as people search it."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents, so that "sécurité" is found by "securite"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
