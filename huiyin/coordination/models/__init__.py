"""What stands beside matters of any kind: tasks of units, and supervisions."""

from .assignment import COORDINATE, Assignment, Role, TaskedQuerySet, tasks_of_own_units
from .beside import HANDLE, Beside, in_own_units, load_matters, reports_its_tasks
from .escalation import HEAD, LEAD_UNIT, RIGHTS, Escalation, on_own_rung
from .returning import ReturnTerm
from .supervision import LIT, SUPERVISE, Supervision, SupervisionNotice
from .timing import (
    KEEP_RULES,
    OTHER,
    Cause,
    Edges,
    Light,
    Lights,
    LightTerm,
    Rung,
    RungTerm,
    SupervisionRule,
    edges,
    in_force,
)

__all__ = [
    "COORDINATE",
    "HANDLE",
    "HEAD",
    "KEEP_RULES",
    "LEAD_UNIT",
    "LIT",
    "OTHER",
    "RIGHTS",
    "SUPERVISE",
    "Assignment",
    "Beside",
    "Cause",
    "Edges",
    "Escalation",
    "Light",
    "LightTerm",
    "Lights",
    "ReturnTerm",
    "Role",
    "Rung",
    "RungTerm",
    "Supervision",
    "SupervisionNotice",
    "SupervisionRule",
    "TaskedQuerySet",
    "edges",
    "in_force",
    "in_own_units",
    "load_matters",
    "on_own_rung",
    "reports_its_tasks",
    "tasks_of_own_units",
]
