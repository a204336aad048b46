"""Figures: each declared once, with the records behind it.

A figure is a ledger and a condition, asked as of a day. Its value is the number of the records
that its drill-down lists: both come from the one condition, so that they cannot differ. Reports,
screens, the API and `huiyin trace` all use this one declaration.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple, Self

from django.db import models

from huiyin.audit.actors import Actor
from huiyin.common.days import written

from .counting import count_each
from .dated import AsOf, Condition, Ledger, Says
from .lengths import Lengths
from .scope import BeforeThePeriodError, DayError, Scope, Scopes, Several

__all__ = [
    "AsOf",
    "BeforeThePeriodError",
    "Condition",
    "DayError",
    "Ledger",
    "Says",
    "Scope",
    "Several",
]


@dataclass(frozen=True)
class Earlier:
    """What a figure meant before: periods that end by `until` keep it, whenever they are asked."""

    version: int
    until: date
    definition: str
    says: Says
    among: Says | None = None
    pending: Says | None = None
    excluded: Says | None = None


class Counts(NamedTuple):
    """What is counted for a figure; of several agencies they are added up."""

    part: int = 0
    whole: int = 0
    pending: int = 0
    excluded: int = 0
    lengths: Lengths = Lengths()
    """Of a length: of how many records it was how long."""

    def and_(self, other: "Counts") -> "Counts":
        return Counts(
            self.part + other.part,
            self.whole + other.whole,
            self.pending + other.pending,
            self.excluded + other.excluded,
            self.lengths + other.lengths,
        )


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
    earlier: tuple[Earlier, ...] = field(default=(), kw_only=True)
    """What it meant before, the oldest first."""
    until: date | None = field(default=None, kw_only=True)
    """Of an earlier definition: the last day of the periods that it is used for."""
    was: tuple[str, ...] = field(default=(), kw_only=True)
    """Keys under which it was known: an address, a report and a frozen number still find it."""
    worded: Callable[[date], tuple[str, str]] | None = field(default=None, kw_only=True)
    """Label and definition for periods up to a day, where they name somebody who was renamed."""
    of_a_unit: bool = field(default=False, kw_only=True)
    """Of one unit of one agency: it stands in no total, and is the office's own business.

    How a unit inside an agency works need not be public (政府信息公开条例 第十六条, 内部管理).
    """
    is_cell: bool = field(default=False, kw_only=True)
    """One cell of a printed table: shown with its table, not in lists of figures."""

    def at(self, scope: Scopes) -> Self:
        """As it was defined and worded for that period."""
        worded = self
        if self.worded is not None:
            label, definition = self.worded(scope.end)
            worded = replace(self, label=label, definition=definition, worded=None)
        for one in worded.earlier:
            if scope.end <= one.until:
                return replace(
                    worded, version=one.version, definition=one.definition, says=one.says,
                    among=one.among, pending=one.pending, excluded=one.excluded, earlier=(), until=one.until,
                )  # fmt: skip
        return worded

    @property
    def edition(self) -> str:
        """`第2版`; of an earlier definition also until when it is used."""
        used = f"，用于{written(self.until)}及以前的统计期" if self.until else ""
        return f"第{self.version}版{used}"

    def records(self, scope: Scopes) -> "models.QuerySet[Any]":
        """The records that are counted."""
        return self.ledger.rows(scope, self.at(scope).says(AsOf(self.ledger, scope)))

    def base(self, scope: Scopes) -> "models.QuerySet[Any]":
        """Those among which they are."""
        says = self.at(scope).among or AsOf.every
        return self.ledger.rows(scope, says(AsOf(self.ledger, scope)))

    def parts(self) -> list[Says]:
        """What is counted for it, in the order that `reckon` takes the counts."""
        return [
            self.says,
            self.among or self.says,
            self.pending or AsOf.none,
            self.excluded or AsOf.none,
        ]

    @property
    def measures(self) -> tuple[str, ...]:
        """What is measured of each record (`spreads`); nothing where they are only counted."""
        return ()

    def measured(self, scope: Scopes) -> dict[int, Lengths]:
        """Agency → what was measured, of how many records."""
        raise NotImplementedError

    def reckon(self, part: int, whole: int) -> int | Decimal | None:
        return part

    def reading(self, counts: Counts) -> "Reading":
        is_empty = self.among is not None and counts.whole < max(self.least, 1)
        fewer = self.least if is_empty and counts.whole else 0
        value = self.reckon(counts.part, counts.whole)
        whole = counts.whole if self.among is not None else 0
        return Reading(
            self, value, is_empty, counts.pending, counts.excluded, fewer,
            among=whole, part=counts.part,
        )  # fmt: skip

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

    figure: Figure = field(compare=False)
    """As it was defined for the period; two readings of one number are equal, whoever declared it."""
    value: int | Decimal | None
    is_empty: bool
    """There are no records of which it could say anything: 没有记录, which is not 0. Or too few."""
    pending: int
    """How many are left out because their time is not up yet."""
    excluded: int = 0
    """How many are left out for the reason that the figure names."""
    fewer_than: int = 0
    """There are some, but fewer than this: no share is shown."""
    measured: int = 0
    """Over how many records a length was worked out."""
    among: int = field(default=0, compare=False)
    """Of how many records a share is, or among how many faults were looked for."""
    part: int = field(default=0, compare=False)
    """How many records are listed behind it."""

    @property
    def instead(self) -> str:
        """What stands in the place of a value."""
        if self.fewer_than:
            return f"不足{self.fewer_than}件，不计算"
        return "没有记录" if self.is_empty else ""


def read(figures: Iterable[Figure], scope: Scope) -> dict[str, Reading]:
    """The reading of each figure by its key; one question for each ledger."""
    known = [figure.at(scope) for figure in figures]
    counts = count(known, scope)[scope.agency_id]
    return {figure.key: figure.reading(counts[figure.key]) for figure in known}


def count(figures: Iterable[Figure], scope: Scopes) -> dict[int, dict[str, Counts]]:
    """Agency → key → what is counted, of figures as they are defined; one question for each ledger."""
    asked: dict[Ledger, list[Figure]] = {}
    for figure in figures:
        asked.setdefault(figure.ledger, []).append(figure)
    counts: dict[int, dict[str, Counts]] = {agency: {} for agency in scope.agencies}
    for ledger, members in asked.items():
        wanted = list(dict.fromkeys(says for member in members for says in member.parts()))
        for agency, numbers in count_each(ledger, wanted, scope).items():
            met = dict(zip(wanted, numbers, strict=True))
            for figure in members:
                part, whole, pending, excluded = (met[says] for says in figure.parts())
                counts[agency][figure.key] = Counts(part, whole, pending, excluded)
        _measure([one for one in members if one.measures], scope, counts)
    return counts


def _measure(
    figures: Iterable[Figure], scope: Scopes, counts: dict[int, dict[str, Counts]]
) -> None:
    """Mean and median are of one measuring."""
    measured: dict[tuple[Says, tuple[str, ...]], dict[int, Lengths]] = {}
    for figure in figures:
        about = (figure.says, figure.measures)
        if about not in measured:
            measured[about] = figure.measured(scope)
        for agency, found in measured[about].items():
            counts[agency][figure.key] = counts[agency][figure.key]._replace(lengths=found)


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
_renamed: dict[str, str] = {}
"""Key under which a figure was known → its key now."""
Family = Callable[[int | None], Iterable[Figure]]
_families: list[Family] = []


def declare(figure: Figure) -> Figure:
    """Make a figure known; each key once."""
    for key in (figure.key, *figure.was):
        if key in _figures or key in _renamed:
            raise ValueError(f"figure {key} is declared twice")
    _figures[figure.key] = figure
    _renamed.update(dict.fromkeys(figure.was, figure.key))
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


def public_figures(agency_id: int | None = None) -> list[Figure]:
    """Those that the public is shown, and that a published text may cite."""
    return [figure for figure in listed_figures(agency_id) if not figure.of_a_unit]


def by_key(agency_id: int | None = None) -> dict[str, Figure]:
    """Every figure by each key that it has or had."""
    figures = all_figures(agency_id)
    former = {key: figure for figure in figures for key in figure.was}
    return former | {figure.key: figure for figure in figures}


def find(key: str, agency_id: int | None = None) -> Figure:
    """The figure that has or had this key.

    Raises:
        UnknownFigureError: there is none.
    """
    key = _renamed.get(key, key)
    if key in _figures:
        return _figures[key]
    for members in _families:  # one after the other: each asks the database what there is
        for figure in members(agency_id):
            if key in (figure.key, *figure.was):
                return figure
    raise UnknownFigureError(key)


def find_public(key: str, agency_id: int | None = None) -> Figure:
    """The figure that has or had this key, where the public is shown it.

    Raises:
        UnknownFigureError: there is none, or it is a unit's.
    """
    figure = find(key, agency_id)
    if figure.of_a_unit:
        raise UnknownFigureError(key)
    return figure


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
    """Those that may be listed for this actor, and how many more are counted."""
    listed: Any = named(records, actor, *rights)
    if not hasattr(records, "known_to"):
        return records, 0
    matters: Any = records
    return listed, matters.count() - listed.count() if rights else matters.kept_from(actor).count()


def named(records: "models.QuerySet[Any]", actor: Actor, *rights: str) -> "models.QuerySet[Any]":
    """Those that may be listed for this actor.

    With rights only what one of them lets it see: a unit is shown its own ones.
    """
    matters: Any = records
    if not hasattr(matters, "known_to"):
        return records
    listed: models.QuerySet[Any]
    listed = matters.visible_to(actor, *rights) if rights else matters.known_to(actor)
    return listed


def trace_address(figure: Figure, scope: Scope) -> str:
    """Where the desk lists the records behind a figure."""
    marks = "".join(f"&{name}={mark}" for name, mark in scope.marks.items())
    return f"/desk/figures/{figure.key}/?year={scope.start.year}{marks}"


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
