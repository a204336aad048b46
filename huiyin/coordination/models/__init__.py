"""What stands beside matters of any kind: tasks of units, and supervisions."""

from .assignment import COORDINATE, Assignment, Role, TaskedQuerySet, tasks_of_own_units
from .beside import HANDLE, Beside, in_own_units, load_matters
from .returning import ReturnTerm
from .supervision import SUPERVISE, Light, Supervision

__all__ = [
    "COORDINATE",
    "HANDLE",
    "SUPERVISE",
    "Assignment",
    "Beside",
    "Light",
    "ReturnTerm",
    "Role",
    "Supervision",
    "TaskedQuerySet",
    "in_own_units",
    "load_matters",
    "tasks_of_own_units",
]
