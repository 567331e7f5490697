"""The item bank: files of `competences/content` read, checked and drawn. Pure Python."""

from .content import BankContent
from .problems import ContentError, Problem, Severity
from .reader import read_bank
from .values import pix_values

__all__ = ["BankContent", "ContentError", "Problem", "Severity", "pix_values", "read_bank"]
