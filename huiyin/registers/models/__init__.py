"""专项公开: 权责清单, 行政执法人员名录, 预算决算, 重大行政决策."""

from .budgets import MAIN, THREE, BudgetLine, BudgetSheet, Stage, Table
from .decisions import Decision, Opinion, Outcome
from .officers import Officer, OfficerQuerySet
from .powers import ENTRY_FIELDS, Power, PowerChange, PowerType, PowerVersion
from .settings import RegisterSettings, limits

__all__ = [
    "ENTRY_FIELDS",
    "MAIN",
    "THREE",
    "BudgetLine",
    "BudgetSheet",
    "Decision",
    "Officer",
    "OfficerQuerySet",
    "Opinion",
    "Outcome",
    "Power",
    "PowerChange",
    "PowerType",
    "PowerVersion",
    "RegisterSettings",
    "Stage",
    "Table",
    "limits",
]
