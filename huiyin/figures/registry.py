"""Figures: each declared once, with the records behind it.

A figure is a ledger and a condition, asked as of a day. Its value is the number of the records
that its drill-down lists: both come from the one condition, so that they cannot differ. Reports,
screens, the API and `huiyin trace` all use this one declaration.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models

from huiyin.audit.actors import Actor

from .counting import count_all
from .dated import AsOf, Condition, Ledger, Says
from .scope import BeforeThePeriodError, DayError, Scope

__all__ = ["AsOf", "BeforeThePeriodError", "Condition", "DayError", "Ledger", "Says", "Scope"]


@dataclass(frozen=True)
class Figure:
    """A counted number: how many records of the ledger meet the condition."""

    key: str
    label: str
    unit: str
    definition: str
    ledger: Ledger
    says: Says
    among: Says | None = field(default=None, kw_only=True)
    """What could be at fault at all. Where there is none, 0 says nothing: 没有记录."""
    pending: Says | None = field(default=None, kw_only=True)
    """What is left out because its time is not up yet."""
    excluded: Says | None = field(default=None, kw_only=True)
    """What is in neither part for another reason, which `excluded_as` says in a few words."""
    excluded_as: str = field(default="", kw_only=True)
    least: int = field(default=1, kw_only=True)
    """A share of fewer says nothing of the work, and much of single persons: it is not shown."""
    version: int = field(default=1, kw_only=True)
    """Of the definition: raised when it comes to mean something else."""
    is_cell: bool = field(default=False, kw_only=True)
    """One cell of a printed table: shown with its table, not in lists of figures."""

    def records(self, scope: Scope) -> "models.QuerySet[Any]":
        """The records that are counted."""
        return self.ledger.rows(scope, self.says(AsOf(self.ledger, scope)))

    def base(self, scope: Scope) -> "models.QuerySet[Any]":
        """Those among which they are."""
        says = self.among or AsOf.every
        return self.ledger.rows(scope, says(AsOf(self.ledger, scope)))

    def parts(self) -> list[Says]:
        """What is counted for it, in the order that `reckon` takes the counts."""
        return [
            self.says,
            self.among or self.says,
            self.pending or AsOf.none,
            self.excluded or AsOf.none,
        ]

    def reckon(self, part: int, whole: int) -> int | Decimal | None:
        return part

    def value(self, scope: Scope) -> int | Decimal | None:
        return values([self], scope)[self.key]


@dataclass(frozen=True)
class Ratio(Figure):
    """A percentage with one decimal, of `among`; no base, no value (None)."""

    def __post_init__(self) -> None:
        if self.among is None:
            raise ValueError(f"a share without a base: {self.key}")

    def reckon(self, part: int, whole: int) -> Decimal | None:
        return share(part, whole) if whole >= max(self.least, 1) else None


@dataclass(frozen=True)
class Reading:
    """The value of a figure in a scope."""

    value: int | Decimal | None
    is_empty: bool
    """There are no records of which it could say anything: 没有记录, which is not 0. Or too few."""
    pending: int
    """How many are left out because their time is not up yet."""
    excluded: int = 0
    """How many are left out for the reason that the figure names."""
    fewer_than: int = 0
    """There are some, but fewer than this: no share is shown."""

    @property
    def instead(self) -> str:
        """What stands in the place of a value."""
        if self.fewer_than:
            return f"不足{self.fewer_than}件，不计算"
        return "没有记录" if self.is_empty else ""


def read(figures: Iterable[Figure], scope: Scope) -> dict[str, Reading]:
    """The reading of each figure by its key; one question for each ledger."""
    asked: dict[Ledger, list[Figure]] = {}
    known = list(figures)
    for figure in known:
        asked.setdefault(figure.ledger, []).append(figure)
    readings: dict[str, Reading] = {}
    for ledger, members in asked.items():
        wanted = list(dict.fromkeys(says for member in members for says in member.parts()))
        counts = dict(zip(wanted, count_all(ledger, wanted, scope), strict=True))
        for figure in members:
            part, whole, pending, excluded = (counts[says] for says in figure.parts())
            is_empty = figure.among is not None and whole < max(figure.least, 1)
            fewer = figure.least if is_empty and whole else 0
            value = figure.reckon(part, whole)
            readings[figure.key] = Reading(value, is_empty, pending, excluded, fewer)
    return {figure.key: readings[figure.key] for figure in known}


def values(figures: Iterable[Figure], scope: Scope) -> dict[str, int | Decimal | None]:
    """The value of each figure by its key; None for a share of nothing."""
    return {key: reading.value for key, reading in read(figures, scope).items()}


def share(part: int, whole: int) -> Decimal:
    """97.4; all and none as whole numbers, and nothing short of all is rounded to 100."""
    if part in (0, whole):
        return Decimal(100 * part // whole)
    rounded = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return min(rounded, Decimal("99.9"))


class UnknownFigureError(KeyError):
    """No figure of that key."""


_figures: dict[str, Figure] = {}
Family = Callable[[int | None], Iterable[Figure]]
_families: list[Family] = []


def declare(figure: Figure) -> Figure:
    """Make a figure known; each key once."""
    if figure.key in _figures:
        raise ValueError(f"figure {figure.key} is declared twice")
    _figures[figure.key] = figure
    return figure


def declare_family(members: Family) -> Family:
    """Figures that depend on data, for instance one for each licence category.

    Given an agency, only those it has; given none, all there are.
    """
    _families.append(members)
    return members


def all_figures(agency_id: int | None = None) -> list[Figure]:
    """Every figure, the data-dependent ones included, ordered by key."""
    figures = {figure.key: figure for members in _families for figure in members(agency_id)}
    figures |= _figures  # a key that an office gave to a category never replaces a declared figure
    return [figures[key] for key in sorted(figures)]


def listed_figures(agency_id: int | None = None) -> list[Figure]:
    """The figures that stand on their own, without the cells of printed tables."""
    return [figure for figure in all_figures(agency_id) if not figure.is_cell]


def find(key: str, agency_id: int | None = None) -> Figure:
    """The figure of that key.

    Raises:
        UnknownFigureError: there is none.
    """
    if key in _figures:
        return _figures[key]
    for members in _families:  # one after the other: each asks the database what there is
        for figure in members(agency_id):
            if figure.key == key:
                return figure
    raise UnknownFigureError(key)


CONFIDENTIAL = "（保密）"


def references(figure: Figure, scope: Scope, actor: Actor) -> list[str]:
    """The reference of each record behind a figure: what an auditor looks it up by.

    A record that is kept from this actor is counted and not named.
    """
    records = figure.records(scope)
    named, confidential = split(records, actor)
    column = reference_column(records.model)
    return [*named.order_by(column).values_list(column, flat=True), *[CONFIDENTIAL] * confidential]


def reference_column(model: type[models.Model]) -> str:
    """What an auditor looks a record up by."""
    return "reference" if _has(model, "reference") else "index_number"


def split(
    records: "models.QuerySet[Any]", actor: Actor, *rights: str
) -> "tuple[models.QuerySet[Any], int]":
    """Those that may be listed for this actor, and how many more are counted.

    With rights only what one of them lets it see: a unit is shown its own ones.
    """
    matters: Any = records
    if not hasattr(matters, "known_to"):
        return records, 0
    if not rights:
        return matters.known_to(actor), matters.kept_from(actor).count()
    named = matters.visible_to(actor, *rights)
    return named, matters.count() - named.count()


def trace_address(figure: Figure, scope: Scope) -> str:
    """Where the desk lists the records behind a figure."""
    day = f"&as_of={scope.as_of.isoformat()}" if scope.is_pinned else ""
    return f"/desk/figures/{figure.key}/?year={scope.start.year}{day}"


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
