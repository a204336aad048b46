"""Figures: each declared once, with the records behind it.

A figure's value is always made from the queryset that its drill-down lists, so that the two
cannot differ. Reports, screens, the API and `huiyin trace` all use this one declaration.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models

from huiyin.audit.actors import Actor

from .counting import count_all


@dataclass(frozen=True)
class Scope:
    """Whose figures, for which days (both included). `as_of` cuts off what came later."""

    agency_id: int
    start: date
    end: date

    @classmethod
    def year(cls, agency_id: int, year: int, as_of: date | None = None) -> "Scope":
        end = date(year, 12, 31)
        return cls(agency_id, date(year, 1, 1), min(end, as_of) if as_of else end)

    @property
    def period(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    def covers(self, field_name: str) -> models.Q:
        """The condition that a date column lies in the period."""
        return models.Q(**{f"{field_name}__gte": self.start, f"{field_name}__lte": self.end})


Records = Callable[[Scope], "models.QuerySet[Any]"]


@dataclass(frozen=True)
class Figure:
    """A counted number: how many records `records(scope)` holds."""

    key: str
    label: str
    unit: str
    definition: str
    records: Records
    is_cell: bool = field(default=False, kw_only=True)
    """One cell of a printed table: shown with its table, not in lists of figures."""

    def counted(self, scope: Scope) -> "list[models.QuerySet[Any]]":
        """What is counted for a value, in the order that `reckon` takes the counts."""
        return [self.records(scope)]

    def reckon(self, counts: Sequence[int]) -> int | Decimal | None:
        return counts[0]

    def value(self, scope: Scope) -> int | Decimal | None:
        return values([self], scope)[self.key]


@dataclass(frozen=True)
class Ratio(Figure):
    """A percentage with one decimal: `records` of `base`; no base, no value (None)."""

    base: Records = field(kw_only=True)

    def counted(self, scope: Scope) -> "list[models.QuerySet[Any]]":
        return [self.records(scope), self.base(scope)]

    def reckon(self, counts: Sequence[int]) -> Decimal | None:
        part, whole = counts
        return share(part, whole) if whole else None


def values(figures: Iterable[Figure], scope: Scope) -> dict[str, int | Decimal | None]:
    """The value of each figure by its key; None for a share of nothing. A few queries for all."""
    asked = [(figure, figure.counted(scope)) for figure in figures]
    counts = iter(count_all([records for _, parts in asked for records in parts]))
    return {figure.key: figure.reckon([next(counts) for _ in parts]) for figure, parts in asked}


def share(part: int, whole: int) -> Decimal:
    """97.4; all and none as whole numbers, and nothing short of all is rounded to 100."""
    if part in (0, whole):
        return Decimal(100 * part // whole)
    rounded = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return min(rounded, Decimal("99.9"))


class UnknownFigureError(KeyError):
    """No figure of that key."""


_figures: dict[str, Figure] = {}
_families: list[Callable[[], Iterable[Figure]]] = []


def declare(figure: Figure) -> Figure:
    """Make a figure known; each key once."""
    if figure.key in _figures:
        raise ValueError(f"figure {figure.key} is declared twice")
    _figures[figure.key] = figure
    return figure


def declare_family(members: Callable[[], Iterable[Figure]]) -> Callable[[], Iterable[Figure]]:
    """Figures that depend on data, for instance one for each licence category."""
    _families.append(members)
    return members


def all_figures() -> list[Figure]:
    """Every figure, the data-dependent ones included, ordered by key."""
    figures = {figure.key: figure for members in _families for figure in members()}
    figures |= _figures  # a key that an office gave to a category never replaces a declared figure
    return [figures[key] for key in sorted(figures)]


def listed_figures() -> list[Figure]:
    """The figures that stand on their own, without the cells of printed tables."""
    return [figure for figure in all_figures() if not figure.is_cell]


def find(key: str) -> Figure:
    """The figure of that key.

    Raises:
        UnknownFigureError: there is none.
    """
    if key in _figures:
        return _figures[key]
    for figure in all_figures():
        if figure.key == key:
            return figure
    raise UnknownFigureError(key)


CONFIDENTIAL = "（保密）"


def references(figure: Figure, scope: Scope, actor: Actor) -> list[str]:
    """The reference of each record behind a figure: what an auditor looks it up by.

    A record that is kept from this actor is counted and not named.
    """
    records = figure.records(scope)
    named, kept = split(records, actor)
    column = "reference" if _has(records.model, "reference") else "index_number"
    return [*named.order_by(column).values_list(column, flat=True), *[CONFIDENTIAL] * kept]


def split(records: "models.QuerySet[Any]", actor: Actor) -> "tuple[models.QuerySet[Any], int]":
    """Those that may be listed for this actor, and how many more are counted."""
    matters: Any = records
    if not hasattr(matters, "known_to"):
        return records, 0
    return matters.known_to(actor), matters.kept_from(actor).count()


def trace_address(figure: Figure, scope: Scope) -> str:
    """Where the desk lists the records behind a figure."""
    return f"/desk/figures/{figure.key}/?year={scope.end.year}"


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
