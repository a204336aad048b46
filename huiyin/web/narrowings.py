"""What a public list is narrowed by: words, the value of a column, a year; and what each leaves.

The records are counted once, by all filters together (`count`); what one value of one filter would
leave is a sum over those groups, whatever else is chosen.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Count, DateTimeField, IntegerField, Max, Min, Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

M = TypeVar("M", bound=Model)
Records = TypeVar("Records", bound="QuerySet[Any]")
"""Public records of one model, in a queryset of the model's own."""
Chosen = dict[str, str]
"""Parameter → what the address asks for; empty where it does not narrow the list."""
MOST_YEARS = 200
"""Between the first record and the last; more is a slip."""


def typed(text: str, most: int = 60) -> str:
    """What was typed into an address, without what no database takes."""
    return text.replace("\x00", "").strip()[:most]


@dataclass(frozen=True)
class Words(Generic[Records]):
    """The search box of a list: its parameter, its label, what it is for, and what it matches."""

    name: str
    label: str
    purpose: str
    matching: Callable[[Records, str], Records]
    is_common: Callable[[str], bool] = lambda text: False
    """Whether so many records have these words that they are not counted."""


@dataclass(frozen=True)
class Choice:
    """A filter by the value of a column."""

    name: str
    label: str
    column: str
    options: Callable[[], Iterable[tuple[str, str]]] | None = None
    """(value, label) in the order offered; without it the values that there are, as they are."""
    refusal: str = ""
    """404 in these words for a value that is not among the options; else the list is empty."""
    least: int = 0
    """Offered from so many options on."""

    def read(self, text: str) -> str:
        """The value asked for.

        Raises:
            Http404: it is no option, and the filter refuses such values.
        """
        value = typed(text, 100)
        if value and self.refusal and value not in dict(self.options() if self.options else ()):
            raise Http404(self.refusal)
        return value

    def condition(self, model: type[Model], value: str) -> Q:
        return Q((self.column, value))

    def labelled(self, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
        """(value, label, count) as offered."""
        options = self.options() if self.options else ((value, value) for value in sorted(counts))
        return [(value, label, counts[value]) for value, label in options if counts.get(value)]

    def is_offered(self, values: Sequence[object]) -> bool:
        offered = list(self.options()) if self.least and self.options else values
        return len(offered) >= self.least


@dataclass(frozen=True, kw_only=True)
class Several(Choice):
    """A filter by each of the values that a column joins: a record counts under all of its own."""

    split: Callable[[str], tuple[str, ...]]
    having: Callable[[str], Q]
    """The records of which one value is this."""

    def condition(self, model: type[Model], value: str) -> Q:
        return self.having(value)


@dataclass(frozen=True)
class Year:
    """A filter by a year, or that of a date, or of the local day of a moment. Every record has one."""

    name: str
    label: str
    column: str

    def read(self, text: str) -> str:
        """The year asked for.

        Raises:
            Http404: that is no year.
        """
        if text and not (re.fullmatch(r"[0-9]{4}", text) and 1900 <= int(text) <= 9000):
            raise Http404(f"年份“{text[:20]}”不对")
        return text

    def condition(self, model: type[Model], value: str) -> Q:
        return Q((f"{self.column}__gte", self._begin(model, int(value)))) & self.until(model, value)

    def until(self, model: type[Model], value: str) -> Q:
        """That year and all before it."""
        if int(value) >= MAXYEAR:
            return ~Q(pk__in=())
        return Q((f"{self.column}__lt", self._begin(model, int(value) + 1)))

    def _begin(self, model: type[Model], year: int) -> date | int:
        field = model._meta.get_field(self.column)
        if isinstance(field, IntegerField):
            return year
        if isinstance(field, DateTimeField):
            return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - the office's midnight
        return date(year, 1, 1)

    def of(self, records: "QuerySet[Any]") -> list[str]:
        """The years from the first record to the last; one query.

        Far apart, only those that there are: each is a column of the count, and no database has
        room for all since the year 226 of a slip.
        """
        span = records.order_by().aggregate(first=Min(self.column), last=Max(self.column))
        if span["first"] is None:
            return []
        first, last = (_year(span[end]) for end in ("first", "last"))
        if last - first > MOST_YEARS:
            days = records.order_by().values_list(self.column, flat=True).distinct()
            return [str(year) for year in sorted(set(map(_year, days)))]
        return [str(year) for year in range(first, last + 1)]

    def labelled(self, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
        """(value, label, count), the latest first."""
        return [(year, f"{year}年", counts[year]) for year in sorted(counts, reverse=True)]

    def is_offered(self, values: Sequence[object]) -> bool:
        return True


def _year(end: date | int) -> int:
    if isinstance(end, int):
        return end
    return (timezone.localtime(end) if isinstance(end, datetime) else end).year


Narrowing = Choice | Year


Value = str | tuple[str, ...]
"""Of one filter: what a record is, or all that it is."""


def _each(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


@dataclass(frozen=True)
class Counts:
    """How many records share the values of all filters; `groups` is in the order of `names`."""

    names: tuple[str, ...]
    groups: Mapping[tuple[Value, ...], int]

    def left_by(self, name: str, chosen: Chosen) -> dict[str, int]:
        """How many each value of one filter leaves, with the other filters as chosen."""
        place = self.names.index(name)
        sums: dict[str, int] = {}
        for group, count in self.groups.items():
            if self._fits(group, chosen, but=name):
                for value in _each(group[place]):
                    sums[value] = sums.get(value, 0) + count
        return sums

    def total(self, chosen: Chosen) -> int:
        return sum(count for group, count in self.groups.items() if self._fits(group, chosen))

    def _fits(self, group: tuple[Value, ...], chosen: Chosen, but: str = "") -> bool:
        return all(
            name == but or chosen.get(name, "") in ("", *_each(value))
            for name, value in zip(self.names, group, strict=True)
        )


def count(
    records: "QuerySet[M]", narrowings: Sequence[Narrowing], years: Sequence[str] | None = None
) -> Counts:
    """The records by all filters at once, in one query, and one more where the years are not known.

    A year is counted by its two ends: taking the year out of each date costs a call a row.
    """
    names = tuple(narrowing.name for narrowing in narrowings)
    columns = {
        narrowing.column: narrowing.name
        for narrowing in narrowings
        if isinstance(narrowing, Choice)
    }
    counted, year = {"all": Count("pk")}, year_of(narrowings)
    if year is not None:
        known = year.of(records) if years is None else years
        counted = {
            f"y{one}": Count("pk", filter=year.condition(records.model, one)) for one in known
        }
    if not counted:
        return Counts(names, {})
    grouped: Any = records.order_by().values(*columns)
    split = {one.name: one.split for one in narrowings if isinstance(one, Several)}
    groups: dict[tuple[Value, ...], int] = {}
    for row in grouped.annotate(**counted) if columns else [records.aggregate(**counted)]:
        values: dict[str, Value] = {
            name: split.get(name, str)(str(row[column] or "")) for column, name in columns.items()
        }
        for alias in counted:
            if row[alias]:
                row_values = values | ({year.name: alias[1:]} if year else {})
                group = tuple(row_values[name] for name in names)
                groups[group] = groups.get(group, 0) + row[alias]
    return Counts(names, groups)


def year_of(narrowings: Sequence[Narrowing]) -> Year | None:
    return next((narrowing for narrowing in narrowings if isinstance(narrowing, Year)), None)


def narrow(
    records: "QuerySet[M]", narrowings: Sequence[Narrowing], chosen: Chosen
) -> "QuerySet[M]":
    """The records that the filters leave."""
    for narrowing in narrowings:
        if value := chosen[narrowing.name]:
            records = records.filter(narrowing.condition(records.model, value))
    return records
