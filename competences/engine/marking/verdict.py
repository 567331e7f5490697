"""What marking says of a response, and how markers refuse one they cannot read."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["correct", "incorrect", "skipped"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`detail` is for staff and logs: it never quotes the solution."""

    outcome: Outcome
    detail: str = ""


class MalformedResponse(Exception):
    """The response does not have the shape of its kind; `mark` turns it into "incorrect"."""


SKIPPED = Verdict("skipped", "empty")
CORRECT = Verdict("correct")


def decide(*, right: bool, detail: str = "wrong") -> Verdict:
    return CORRECT if right else Verdict("incorrect", detail)
