"""All rules, in the order of their rooms."""

from . import documents, figures, licences, matters, registers, times
from .account import RULES, Seen

__all__ = ["RULES", "Seen", "documents", "figures", "licences", "matters", "registers", "times"]
