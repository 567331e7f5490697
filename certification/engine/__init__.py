"""The certification engine: what to ask a candidate, and what the answers are worth. Pure."""

from .drawing import choose_next
from .fit import JURY_FLAG, person_fit
from .formats import (
    ADAPTIVE_32,
    FORMATS,
    THREE_PER_COMPETENCE,
    Blueprint,
    Eligibility,
    Format,
    certifiable,
)
from .scoring import score, settled
from .types import Asked, CompetenceScore, Ending, Score, Stop, StopReason

__all__ = [
    "ADAPTIVE_32",
    "FORMATS",
    "JURY_FLAG",
    "THREE_PER_COMPETENCE",
    "Asked",
    "Blueprint",
    "CompetenceScore",
    "Eligibility",
    "Ending",
    "Format",
    "Score",
    "Stop",
    "StopReason",
    "certifiable",
    "choose_next",
    "person_fit",
    "score",
    "settled",
]
