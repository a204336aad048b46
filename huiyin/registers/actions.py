"""Every write to the special registers."""

from .budgets.actions import filling
from .budgets.actions import lines as budget_lines
from .budgets.actions import sheets as budgets
from .decisions.actions import decisions, opinions
from .officers import actions as officers
from .powers import actions as powers

__all__ = ["budget_lines", "budgets", "decisions", "filling", "officers", "opinions", "powers"]
