"""同期比较: the figures of the leaders' board, today, this month and this year beside last year's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from huiyin.audit.actors import Actor
from huiyin.casework import kinds, rooms
from huiyin.figures import registry
from huiyin.figures.drawing import several
from huiyin.figures.periods import Counted, Wanted, beside, cautious, summed
from huiyin.figures.registry import Figure, Reading, Scope
from huiyin.figures.scope import Several
from huiyin.figures.together import NOTHING
from huiyin.organisations.models import Organisation

Opened = Callable[[Figure, Several, Organisation | None], str]


@dataclass(frozen=True)
class Value:
    """One number, with the address of its records where there is one for this actor."""

    reading: Reading
    address: str

    @property
    def measured(self) -> int:
        """Over how many records: of a share or a length."""
        reading = self.reading
        if reading.is_empty:
            return 0
        return reading.measured or (reading.among if reading.figure.unit == "%" else 0)


@dataclass(frozen=True)
class Cell:
    """A number of a period and that of the same days of the year before."""

    period: str
    now: Value
    before: Value

    @property
    def is_redefined(self) -> bool:
        """What meant something else is not compared."""
        return self.now.reading.figure.version != self.before.reading.figure.version

    @property
    def change(self) -> str:
        """`+3`, `−1.5`; empty where there is nothing to compare."""
        now, before = self.now.reading, self.before.reading
        if self.is_redefined or now.is_empty or before.is_empty:
            return ""
        if now.value is None or before.value is None:
            return ""
        difference = Decimal(now.value) - Decimal(before.value)
        if not difference:
            return "持平"
        return f"{'+' if difference > 0 else '−'}{abs(difference):,}"


@dataclass(frozen=True)
class Part:
    """What one agency has in the sum of the year."""

    agency: Organisation
    value: Value


@dataclass(frozen=True)
class Line:
    figure: Figure
    cells: Sequence[Cell]
    parts: Sequence[Part]


@dataclass(frozen=True)
class Group:
    """The figures of one kind of matter."""

    key: str
    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Comparison:
    """All groups; `missing` is what the sum of the year is without, and why."""

    periods: Sequence[tuple[str, Scope, Scope]]
    groups: Sequence[Group]
    missing: Sequence[tuple[Organisation, str]]


def shown() -> dict[str, list[Figure]]:
    """App label → its figures on the board; none speaks of fewer than five."""
    return {
        label: [cautious(registry.find(key)) for key in keys]
        for label, keys in kinds.overviews().items()
    }


def compare(
    actor: Actor, agencies: Sequence[Organisation], day: date, counted: Counted
) -> Comparison:
    """Of what was counted for `wanted`, however many agencies there are."""
    periods, figures = beside(day, agencies[0].pk), shown()
    scopes = _scopes(agencies, periods)
    groups, opened = [], opener(actor)
    for label, members in figures.items():
        lines = [_line(figure, scopes, counted, agencies, opened) for figure in members]
        groups.append(Group(label, kinds.headings()[label].public, lines))
    return Comparison(periods, groups, _missing(agencies, scopes[-1][1], counted))


def wanted(agencies: Sequence[Organisation], day: date) -> list[Wanted]:
    """What `compare` asks."""
    scopes = _scopes(agencies, beside(day, agencies[0].pk))
    figures = [figure for members in shown().values() for figure in members]
    return [(figure, scope) for figure in figures for _, *both in scopes for scope in both]


def _scopes(
    agencies: Sequence[Organisation], periods: Sequence[tuple[str, Scope, Scope]]
) -> list[tuple[str, Several, Several]]:
    return [
        (name, several(agencies, now), several(agencies, before)) for name, now, before in periods
    ]


def _line(
    figure: Figure,
    scopes: Sequence[tuple[str, Several, Several]],
    counted: Counted,
    agencies: Sequence[Organisation],
    opened: Opened,
) -> Line:
    alone = agencies[0] if len(agencies) == 1 else None

    def value(scope: Several) -> Value:
        reading = summed(figure, scope, counted[figure, scope])
        return Value(reading, opened(figure, scope, alone))

    cells = [Cell(name, value(now), value(before)) for name, now, before in scopes]
    year = scopes[-1][1]
    of_year = counted[figure, year]
    parts = [] if alone else [
        Part(one, Value(
            figure.at(year).reading(of_year[one.pk]), opened(figure, year, one)
        ))
        for one in agencies
        if one.pk in of_year
    ]  # fmt: skip
    return Line(figure.at(year), cells, parts)


def opener(actor: Actor) -> Opened:
    """Where the records behind a number of one agency are, in just its days; empty: not for it.

    A board asks this some hundred times: rights, names and days are asked once each.
    """

    @cache
    def may_view(model: type[Model], agency: int) -> bool:
        room = rooms.of_model(model)
        return room is not None and room.may_view(actor, agency)

    @cache
    def page(key: str) -> str:
        return reverse("desk-figure", args=[key])

    @cache
    def query(days: Scope, slug: str) -> str:
        return urlencode({"year": str(days.start.year), **days.marks, "agency": slug})

    def opened(figure: Figure, scope: Several, agency: Organisation | None) -> str:
        if agency is None or not may_view(figure.ledger.model, agency.pk):
            return ""
        return f"{page(figure.key)}?{query(scope.one(agency.pk), agency.slug)}"

    return opened


def _missing(
    agencies: Sequence[Organisation], year: Several, counted: Counted
) -> list[tuple[Organisation, str]]:
    """As `figures.together` says it."""
    if len(agencies) == 1:
        return []
    held = {
        agency
        for (_, scope), counts in counted.items()
        if scope == year
        for agency, number in counts.items()
        if number != NOTHING
    }
    told = []
    for agency in agencies:
        why = [agency.partly(year.start, year.end)]
        if agency.pk in year.agencies and agency.pk not in held:
            why.append("没有记录")
        if any(why):
            told.append((agency, "，".join(filter(None, why))))
    return told
