"""The code of a certificate: "P-" and eight signs that nobody takes for one another."""

from typing import Final

from certification.codes import DIGITS, LETTERS, normalised

_PREFIX: Final = "P"
_LENGTH: Final = 8


def certificate_code(typed: str) -> str | None:
    """As it is stored, from what somebody typed; None when no certificate may have such a code."""
    signs = normalised(typed)
    if len(signs) == _LENGTH + len(_PREFIX):
        signs = signs.removeprefix(_PREFIX)
    fits = len(signs) == _LENGTH and set(signs) <= set(LETTERS + DIGITS)
    return f"{_PREFIX}-{signs}" if fits else None
