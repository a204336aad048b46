"""扣分: what faults cost. Pure."""

from decimal import Decimal


def deduction(faults: int, each: Decimal, points: Decimal) -> Decimal:
    """The points that faults cost, at most the points that there are."""
    return min(faults * each, points)
