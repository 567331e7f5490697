"""A number: solution `{"value": 12.5, "tolerance": 0, "units": ["Mo"]}`, response `{"text": …}`.

Written the French or the English way, with any kind of space, one of the units or none.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .normalise import is_blank, normalise
from .reading import is_number, text_at
from .shapes import text_list_problems, unknown_keys
from .verdict import SKIPPED, Verdict, decide

MAX_LENGTH = 60
# Sums of floats carry noise far below anything a person would write.
_NOISE = Decimal("1e-12")
# "jours" is the plural of "jour"; "ms" is not the plural of "m".
_WORD = 4
_MINUS = str.maketrans({"−": "-", "–": "-", "\u2011": "-"})
_DIGITS = r"\d{1,3}(?:[ .]\d{3})+,\d*|\d{1,3}(?:[ ,]\d{3})+\.\d*|\d{1,3}(?: \d{3})+|\d*[.,]?\d*"
_NUMBER = re.compile(rf"(?P<sign>[+-]?) ?(?P<digits>{_DIGITS})", re.ASCII)
_FIRST_DIGIT = re.compile(r"[+-]? ?[.,]?\d", re.ASCII)


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    text = text_at(response, "text")
    if is_blank(text):
        return SKIPPED
    return judge(solution, text)


def judge(solution: Mapping[str, Any], text: str) -> Verdict:
    parsed = parse(text)
    if parsed is None:
        return Verdict("incorrect", "not a number")
    number, unit = parsed
    if unit and unit not in {_plain_unit(known) for known in solution.get("units", ())}:
        return Verdict("incorrect", "unexpected unit")
    return decide(right=abs(number - _exact(solution["value"])) <= _margin(solution))


def parse(text: str) -> tuple[Decimal, str] | None:
    """The number and its unit, which may stand before ("€ 12") or after ("12 €")."""
    if len(text) > MAX_LENGTH and len(text := text.strip()) > MAX_LENGTH:
        return None
    plain = " ".join(normalise(text, ()).translate(_MINUS).split())
    start = _FIRST_DIGIT.search(plain)
    found = _NUMBER.match(plain, start.start()) if start else None
    if not start or not found:
        return None
    before, after = plain[: start.start()], plain[found.end() :]
    if before.strip() and after.strip():
        return None
    digits = _decimal_point(found["digits"])
    return Decimal(found["sign"] + digits), _plain_unit(before or after)


def _decimal_point(digits: str) -> str:
    """The last comma or dot starts the decimals; earlier separators group thousands."""
    whole, mark_, decimals = digits.replace(",", ".").replace(" ", "").rpartition(".")
    return f"{whole.replace('.', '')}.{decimals}" if mark_ else decimals


def _plain_unit(unit: str) -> str:
    """Case, accents, spaces and the plural of a whole word do not matter."""
    plain = normalise(unit, ("case", "accents", "spaces")).strip(".")
    return plain[:-1] if len(plain) >= _WORD and plain.endswith("s") else plain


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _margin(solution: Mapping[str, Any]) -> Decimal:
    value = solution["value"]
    noise = abs(_exact(value)) * _NOISE if isinstance(value, float) else Decimal(0)
    return _exact(solution.get("tolerance") or 0) + noise


def check(solution: Mapping[str, Any]) -> list[str]:
    problems = unknown_keys(solution, {"value", "tolerance", "units"})
    if not is_number(solution.get("value")):
        problems.append("value: a finite number")
    tolerance = solution.get("tolerance") or 0
    if not is_number(tolerance) or tolerance < 0:
        problems.append("tolerance: a number, zero or more")
    if solution.get("units"):
        problems += text_list_problems(solution, "units")
    return problems
