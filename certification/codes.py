"""Codes that people copy from a paper: no sign in them is taken for another."""

import secrets
from typing import Final

LETTERS: Final = "BCDFGHJKMPQRTVWXY"
DIGITS: Final = "2346789"
_PASSWORD_SIGNS: Final = "23456789" + "bcdfghjkmpqrstvwxyz" + "BCDFGHJKMPQRTVWXYZ" + "!*?"
_PASSWORD_LENGTH: Final = 6
_CODE_LETTERS, _CODE_DIGITS = 4, 2
_CERTIFICATE_SIGNS: Final = 8
_SMALLEST_NUMBER, _LARGEST_NUMBER = 100_000, 999_999


def draw_session_number() -> int:
    """Six digits, that candidates type; the caller makes sure that it is free."""
    return _SMALLEST_NUMBER + secrets.randbelow(_LARGEST_NUMBER - _SMALLEST_NUMBER + 1)


def draw_access_code() -> str:
    """That candidates type to start: four letters, two digits."""
    return _draw(LETTERS, _CODE_LETTERS) + _draw(DIGITS, _CODE_DIGITS)


def draw_supervision_password() -> str:
    """That invigilators type to enter the supervision of a session."""
    return _draw(_PASSWORD_SIGNS, _PASSWORD_LENGTH)


def draw_certificate_code() -> str:
    """P- and eight signs, printed on the certificate."""
    return "P-" + _draw(LETTERS + DIGITS, _CERTIFICATE_SIGNS)


def normalised(typed: str) -> str:
    """A code as people type it: lower case, spaces and dashes are forgiven."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def _draw(signs: str, count: int) -> str:
    return "".join(secrets.choice(signs) for _ in range(count))
