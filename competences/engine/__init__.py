"""The adaptive engine: pure functions from answers to questions, levels and pix."""

from .adaptive import choose_next, estimate
from .bank import Bank
from .marking import Verdict, check_solution, mark
from .types import (
    Choice,
    Estimate,
    Item,
    Knowledge,
    Response,
    Settings,
    Skill,
    Source,
    Status,
    Stop,
    StopReason,
    UnknownCompetence,
    UnknownItem,
    UnknownSkill,
)

__all__ = [
    "Bank",
    "Choice",
    "Estimate",
    "Item",
    "Knowledge",
    "Response",
    "Settings",
    "Skill",
    "Source",
    "Status",
    "Stop",
    "StopReason",
    "UnknownCompetence",
    "UnknownItem",
    "UnknownSkill",
    "Verdict",
    "check_solution",
    "choose_next",
    "estimate",
    "mark",
]
