"""专项公开 on the desk: six rooms."""

from .budgets import desk as budgets
from .decisions import desk as decisions
from .officers import desk as officers
from .powers import desk as powers

__all__ = ["budgets", "decisions", "officers", "powers"]
