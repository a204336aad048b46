"""The tables of the assessments."""

from .assessment import (
    ANSWER,
    Appeal,
    Assessment,
    Evidence,
    PostResult,
    Score,
    beside,
    of_own_units,
)
from .rubric import BY_POINTS, TICKED, Item, Method, Step, Term, methods_on

__all__ = [
    "ANSWER",
    "BY_POINTS",
    "TICKED",
    "Appeal",
    "Assessment",
    "Evidence",
    "Item",
    "Method",
    "PostResult",
    "Score",
    "Step",
    "Term",
    "beside",
    "methods_on",
    "of_own_units",
]
