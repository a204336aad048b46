"""历年办理情况: the years side by side, each number with the address of its records."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from huiyin.figures.registry import Figure, Reading, Scope, find, read

from .figures import OVERVIEW
from .models import Proposal

YEARS = 5
Address = Callable[[Figure, Scope], str]


@dataclass(frozen=True)
class Line:
    """One year: its figures, what they say, and where their records are."""

    year: int
    cells: list[tuple[Figure, Reading, str]]


def overview(agency_id: int, today: date, address: Address) -> list[Line]:
    """The last years in which there is something to say, the newest first."""
    known = Proposal.objects.valid().filter(agency=agency_id)
    first = known.order_by("received_on").values_list("received_on", flat=True).first()
    if first is None:
        return []
    figures, oldest = [find(key) for key in OVERVIEW], max(first.year, today.year - YEARS + 1)
    lines = []
    for year in range(today.year, oldest - 1, -1):
        scope = Scope.year(agency_id, year, today=today)
        readings = read(figures, scope)
        cells = [(one, readings[one.key], address(one, scope)) for one in figures]
        lines.append(Line(year, cells))
    return lines
