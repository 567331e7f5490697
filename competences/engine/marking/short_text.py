"""A short text: solution `{"accepted": [...], "tolerances": [...], "rejected": [...]}`.

Response `{"text": "..."}`. All tolerances by default; `[]` means exact after NFC.
A rejected answer is compared with the same treatments, and wins when it is as near as an
accepted one: with "poison" accepted and "poisson" rejected, "poissons" is not a slip of "poison".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .normalise import MAX_LENGTH, TREATMENTS, is_blank, normalise
from .reading import text_at
from .shapes import WARNING, text_list_problems, unknown_keys
from .typos import slip
from .verdict import SKIPPED, Verdict, decide

TOLERANCES = (*TREATMENTS, "typos")
# A slip in a code, an address or a file name makes another one.
_FRAGILE = re.compile(r"[0-9@/\\]|\S\.\S")


def mark(solution: Mapping[str, Any], response: Mapping[str, Any]) -> Verdict:
    text = text_at(response, "text")
    if is_blank(text):
        return SKIPPED
    return decide(right=matched(solution, text) is not None)


def matched(solution: Mapping[str, Any], text: str) -> int | None:
    """Position of the accepted answer that `text` gives, None when it gives none."""
    if len(text) > MAX_LENGTH and len(text := text.strip()) > MAX_LENGTH:
        return None
    tolerances = solution.get("tolerances", TOLERANCES)
    given = normalise(text, tolerances)
    distances = _distances(given, solution["accepted"], tolerances)
    if not distances:
        return None
    nearest = min(distances, key=lambda position: distances[position])
    rejected = _distances(given, solution.get("rejected", ()), tolerances)
    if rejected and min(rejected.values()) <= distances[nearest]:
        return None
    return nearest


def _distances(given: str, answers: Sequence[str], tolerances: Sequence[str]) -> dict[int, int]:
    """Slips between `given` and each of the answers it may stand for, by position."""
    found: dict[int, int] = {}
    for position, answer in enumerate(answers):
        expected = normalise(answer, tolerances)
        distance = 0 if given == expected else None
        if distance is None and "typos" in tolerances:
            distance = slip(given, expected)
        if distance is not None:
            found[position] = distance
    return found


def check(solution: Mapping[str, Any]) -> list[str]:
    problems = unknown_keys(solution, {"accepted", "tolerances", "rejected"})
    problems += text_list_problems(solution, "accepted")
    if solution.get("rejected"):
        problems += text_list_problems(solution, "rejected")
    tolerances = solution.get("tolerances", TOLERANCES)
    if not isinstance(tolerances, list | tuple) or not set(map(str, tolerances)) <= {*TOLERANCES}:
        problems.append(f"tolerances: a list among {', '.join(TOLERANCES)}")
    return problems or _doubts(solution, tolerances)


def _doubts(solution: Mapping[str, Any], tolerances: Sequence[str]) -> list[str]:
    """Problems of answers whose shape is right."""
    doubts = []
    for answer in solution["accepted"]:
        if is_blank(answer) or len(answer) > MAX_LENGTH:
            doubts.append(f"accepted: {answer[:20]!r} is blank or too long to be given")
        elif matched(solution, answer) is None:
            doubts.append(f"accepted: {answer!r} is also rejected")
        if "typos" in tolerances and _FRAGILE.search(answer):
            doubts.append(f"{WARNING}accepted: {answer!r} looks like a code, leave typos out")
    return doubts
