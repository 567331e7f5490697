"""How French sets numbers and punctuation, so that authors can type plain spaces."""

import re
from decimal import Decimal

NO_BREAK = "\u00a0"

_BEFORE_SIGN = re.compile(r"[ \u202f](?=[:;?!»%](?![\w/=]))")
_AFTER_QUOTE = re.compile(r"(?<=«)[ \u202f]")
_THOUSANDS = re.compile(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))")
_UNITS = "[kMGT]?o|[KMG]io|[kMG]?bits?|h|min|m?s|[mck]?m|k?g|px|ppp|Hz"
_UNIT = re.compile(rf"(?<=\d)[ \u202f](?=(?:{_UNITS})\b|€)")
_TOGETHER = 4


def typeset(text: str) -> str:
    """No-break spaces where French wants them; existing spaces only, nothing is added."""
    for pattern in (_BEFORE_SIGN, _AFTER_QUOTE, _THOUSANDS, _UNIT):
        text = pattern.sub(NO_BREAK, text)
    return text


def format_number(value: float) -> str:
    """12345.5 → "12 345,5". Four digits stay together, so that years read as years."""
    plain = format(Decimal(repr(value)), "f")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, _, decimals = digits.partition(".")
    decimals = decimals.rstrip("0")
    if len(whole) > _TOGETHER:
        head = len(whole) % 3
        groups = [whole[:head]] if head else []
        groups += [whole[i : i + 3] for i in range(head, len(whole), 3)]
        whole = NO_BREAK.join(groups)
    return f"{sign}{whole},{decimals}" if decimals else f"{sign}{whole}"
