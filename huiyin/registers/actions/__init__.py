"""Every write to the special registers."""

from . import budget_lines, budgets, decisions, filling, officers, opinions, powers

__all__ = ["budget_lines", "budgets", "decisions", "filling", "officers", "opinions", "powers"]
