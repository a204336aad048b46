"""专项公开: 权责清单, 行政执法人员名录, 预算决算, 重大行政决策.

Each register is a folder; the tables of all are gathered here for Django and for other rooms.
"""

from .budgets.models import (
    MAIN,
    THREE,
    BudgetLine,
    BudgetSheet,
    PastPublication,
    Stage,
    Table,
)
from .decisions.models import Decision, Opinion, Outcome
from .officers.models import Officer, OfficerQuerySet, PastCertificate
from .powers.models import ENTRY_FIELDS, Power, PowerChange, PowerType, PowerVersion
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
    "PastCertificate",
    "PastPublication",
    "Power",
    "PowerChange",
    "PowerType",
    "PowerVersion",
    "RegisterSettings",
    "Stage",
    "Table",
    "limits",
]
