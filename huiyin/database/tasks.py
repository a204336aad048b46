"""Entry points for the schedule."""

from . import statistics


def count() -> str:
    """Statistics of the tables for the planner of SQLite."""
    return f"{statistics.refresh()} tables analysed"
