"""历年: the years side by side, each number with the address of its records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .registry import Figure, Reading, find, read
from .scope import Scope

YEARS = 5
Address = Callable[[Figure, Scope], str]


@dataclass(frozen=True)
class Line:
    """One year: its figures, what they say, and where their records are."""

    year: int
    cells: list[tuple[Figure, Reading, str]]


def side_by_side(
    keys: Sequence[str], records: Any, agency_id: int, today: date, address: Address
) -> list[Line]:
    """The last years in which there is something to say, the newest first.

    `records` are those that there are, by the day with which the first figure's ledger begins.
    """
    figures = [find(key) for key in keys]
    begins = figures[0].ledger.begins
    first = records.filter(agency=agency_id).order_by(begins).values_list(begins, flat=True).first()
    if first is None:
        return []
    lines = []
    for year in range(today.year, max(first.year, today.year - YEARS + 1) - 1, -1):
        scope = Scope.year(agency_id, year, today=today)
        readings = read(figures, scope)
        cells = [(one.figure, one, address(one.figure, scope)) for one in readings.values()]
        lines.append(Line(year, cells))
    return lines
