"""专项公开 on the desk: six rooms."""

from . import budgets, decisions, officers, powers

__all__ = ["budgets", "decisions", "officers", "powers"]
