"""走势: figures by month as pictures with their tables, this year beside the year before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from huiyin.organisations.models import Organisation
from huiyin.web import charts
from huiyin.web.charts import Chart, Series

from .periods import Counted, Wanted, months, summed
from .registry import Figure, Reading, Scope
from .scope import Several

MONTHS = tuple(f"{number}月" for number in range(1, 13))
Address = Callable[[Figure, Several], str]
"""Where the records behind a number are; empty where its reader may not see them."""


@dataclass(frozen=True)
class Drawn:
    """What is drawn of one kind of matter: a number, and a share (or none)."""

    number: Figure
    share: Figure | None


@dataclass(frozen=True)
class Course:
    """The pictures of one kind of matter; None where there is nothing to draw."""

    number: Chart | None
    share: Chart | None
    spark: Chart | None


def drawn(figures: Sequence[Figure]) -> Drawn:
    """The first of them, and the first share."""
    return Drawn(figures[0], next((one for one in figures if one.unit == "%"), None))


def several(agencies: Sequence[Organisation], days: Scope) -> Several:
    """Those of them that there were on any of these days."""
    there = [one.pk for one in agencies if one.was_there(days.start, days.end)]
    return Several(tuple(there), days)


def wanted_of(
    kinds: Mapping[str, Drawn], agencies: Sequence[Organisation], year: Scope
) -> tuple[list[Several], list[Several], list[Wanted]]:
    """The months of this year, those of the year before, and what `courses` asks of them."""
    before = Scope.year(year.agency_id, year.start.year - 1, year.as_of)
    this, last = ([several(agencies, one) for one in months(days)] for days in (year, before))
    wanted = [
        (figure, scope)
        for both in kinds.values()
        for figure in (both.number, both.share)
        if figure
        for scope in [*this, *last]
    ]
    return this, last, wanted


def courses(
    kinds: Mapping[str, Drawn],
    agencies: Sequence[Organisation],
    year: Scope,
    counted: Counted,
    address: Address,
) -> dict[str, Course]:
    """Of what was counted for `wanted_of`; the year before as far as it is known on that day."""
    this, last, _ = wanted_of(kinds, agencies, year)

    def series(figure: Figure, scopes: Sequence[Several]) -> Series:
        readings = [summed(figure, scope, counted[figure, scope]) for scope in scopes]
        addresses = [address(figure, scope) for scope in scopes]
        return _series(scopes, readings, addresses)

    return {
        key: Course(
            _number(key, both.number, series(both.number, this), series(both.number, last)),
            _share(key, both.share, series(both.share, this), series(both.share, last))
            if both.share
            else None,
            _spark(key, both.number, series(both.number, this)),
        )
        for key, both in kinds.items()
    }  # fmt: skip


def _number(key: str, figure: Figure, this: Series, last: Series) -> Chart | None:
    title, known = _compared(figure, this, last)
    return charts.columns(f"{key}-months", title, MONTHS, known, figure.unit)


def _share(key: str, figure: Figure, this: Series, last: Series) -> Chart | None:
    title, known = _compared(figure, this, last)
    return charts.lines(f"{key}-share", title, MONTHS, known)


def _compared(figure: Figure, this: Series, last: Series) -> tuple[str, list[Series]]:
    """A year of which there is nothing is not drawn beside the other."""
    if any(last.values):
        return f"{figure.label}：按月，与上年比较", [this, last]
    return f"{figure.label}：按月", [this]


def _spark(key: str, figure: Figure, this: Series) -> Chart | None:
    values = [value for value in this.values if value is not None]
    return charts.spark(f"{key}-spark", f"{figure.label}逐月", values)


def _series(
    scopes: Sequence[Several], readings: Sequence[Reading], addresses: Sequence[str]
) -> Series:
    """Months that are still to come have no number."""
    values = [None if one.is_empty else one.value for one in readings]
    missing = len(MONTHS) - len(values)
    name = f"{scopes[0].start.year}年"
    return Series(name, [*values, *[None] * missing], [*addresses, *[""] * missing])
