"""The number of hits by agency, column, theme and year; of very many hits, from a sample."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .engines import Engine
from .question import Page, Question

FACETS = ("agency", "column", "theme", "year")


class Share(NamedTuple):
    """Hits that agree in all four facets."""

    agency: str
    agency_name: str
    column: str
    column_name: str
    theme: str
    year: str
    hits: int


def count(engine: Engine, question: Question, page: Page) -> dict[str, list[tuple[str, str, int]]]:
    """Facet → (value, label, count), most first; each without its own filter."""
    shares: dict[Question, list[Share]] = {}
    counted = {}
    for facet in FACETS:
        wider = question.without(facet)
        if wider not in shares:
            rows = engine.shares(wider, page if wider == question else None)
            shares[wider] = [Share(*row) for row in rows]
        counted[facet] = _by(facet, shares[wider])
    return counted


def _by(facet: str, shares: Sequence[Share]) -> list[tuple[str, str, int]]:
    sums: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for share in shares:
        value = getattr(share, facet)
        sums[value] += share.hits
        labels[value] = getattr(share, f"{facet}_name", value) or value
    most_first = sorted(sums.items(), key=lambda item: (-item[1], _order(facet, item[0])))
    return [(value, labels[value], number) for value, number in most_first if value]


def _order(facet: str, value: str) -> tuple[int, str]:
    """Among equal counts: newer years first, all else by value."""
    return (-int(value), "") if facet == "year" else (0, value)
