"""Every write to budgets: a table, its rows, a table pasted whole."""

from . import filling, lines, sheets

__all__ = ["filling", "lines", "sheets"]
