"""得分: each part keeps its points less what its items cost, never below none; the parts add up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

FULL = Decimal(100)
FEWEST = 5
"""A ranking of fewer says nothing, and shows up single units."""


@dataclass(frozen=True)
class Part:
    """一级指标: its points, and what is left of them."""

    name: str
    points: Decimal
    lost: Decimal

    @property
    def kept(self) -> Decimal:
        return max(self.points - self.lost, Decimal(0))


def parts(lines: Iterable[tuple[str, Decimal, Decimal]]) -> list[Part]:
    """By (part, its points, the deduction of one item), in their order."""
    points: dict[str, Decimal] = {}
    lost: dict[str, Decimal] = {}
    for name, whole, deduction in lines:
        points.setdefault(name, whole)
        lost[name] = lost.get(name, Decimal(0)) + deduction
    return [Part(name, whole, lost[name]) for name, whole in points.items()]


def total(of: Iterable[Part]) -> Decimal:
    return sum((part.kept for part in of), Decimal(0))


class Place(NamedTuple):
    """One line of a ranking; units with the same total share a place."""

    place: int
    key: int
    total: Decimal


def ranking(totals: dict[int, Decimal]) -> list[Place]:
    """Highest first; none where there are too few to compare."""
    if len(totals) < FEWEST:
        return []
    ordered = sorted(totals.items(), key=lambda one: (-one[1], one[0]))
    return [
        Place(1 + sum(other > points for other in totals.values()), key, points)
        for key, points in ordered
    ]
