"""Invented candidates sit certifications, so that the engine is judged against the truth."""

from .campaign import Plan, judge_all
from .table import figures, table

__all__ = ["Plan", "figures", "judge_all", "table"]
