"""数据集: what may be taken as data. Each public list is a series, with one dataset a year.

A list needs no line here: its declaration says its title, its columns, its rows and which of its
records everybody may read today. What is no list of records stands in `others`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Max, Model
from django.urls import get_resolver
from django.utils import timezone

from huiyin.casework.disclosed import Counted, by_agency
from huiyin.web import narrowings
from huiyin.web.downloads import Cell
from huiyin.web.kept.page_cache import remembered
from huiyin.web.publiclists import PublicList, counted, declared
from huiyin.web.tables import Described

WHOLE = "all"
"""Instead of a year, in the address of a list that has no years."""
SHOWN_SINCE = "published_on"
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Part:
    """One year: how many records, and the day of the newest, if they have days."""

    records: int
    newest: date | None


@dataclass(frozen=True, kw_only=True)
class Series:
    """数据集系列.

    Attributes:
        key: in its address, and for ever.
        theme: 主题, in the words of the page tags.
        page: where a person reads the same.
        parts: year → what there is; only years with something in them.
        rows: of a year, as the columns are described.
        stamp: changes with what is not public content and changes the rows all the same.
        agencies: keys of those whose records a year holds, where the records have agencies.
        by_agency: records and day of the newest, where the records have agencies and days.
    """

    key: str
    title: str
    about: str
    keywords: tuple[str, ...]
    theme: str
    page: str
    columns: tuple[Described, ...]
    parts: Callable[[], Mapping[str, Part]]
    rows: Callable[[str], Iterator[Row]]
    stamp: Callable[[], str] = lambda: ""
    by_agency: Callable[[], Counted] | None = None
    agencies: Callable[[str], Iterable[int]] = lambda year: ()

    def datasets(self) -> list["Dataset"]:
        """The latest year first."""
        parts = self.parts()
        return [Dataset(self, year, parts[year]) for year in sorted(parts, reverse=True)]


@dataclass(frozen=True)
class Dataset:
    """数据集: one year of a series."""

    series: Series
    year: str
    part: Part

    @property
    def title(self) -> str:
        return self.series.title if self.year == WHOLE else f"{self.series.title}（{self.year}年）"

    @property
    def name(self) -> str:
        """Of its files."""
        return f"{self.series.key}-{self.year}"

    @property
    def span(self) -> tuple[date, date] | None:
        """The days that it is about."""
        if self.year == WHOLE:
            return None
        return date(int(self.year), 1, 1), date(int(self.year), 12, 31)


def of_list(of: PublicList[Any, Any]) -> Series:
    return Series(
        key=of.key,
        title=of.section.title,
        about=of.section.description,
        keywords=tuple(of.section.keywords.split(",")),
        theme=of.section.column_type,
        page=of.address,
        columns=of.described,
        parts=partial(_parts, of),
        rows=lambda year: of.rows(of.whole("" if year == WHOLE else year)),
        by_agency=partial(_by_agency, of) if dated_by(of) and _has(of.model, "agency") else None,
        agencies=partial(_agencies, of) if _has(of.model, "agency") else lambda year: (),
    )


def lists() -> list[Series]:
    """Of all public lists that have files."""
    # a list enters itself when its addresses are made, which nobody may have asked for yet
    _ = get_resolver().url_patterns
    return [of_list(of) for of in declared() if of.described]


@remembered
def _parts(of: PublicList[Any, Any]) -> Mapping[str, Part]:
    """Two queries, however many records and years."""
    counts, newest = _counts(of), dated_by(of)
    if not counts or not newest:
        return {year: Part(count, None) for year, count in counts.items()}
    by_year = narrowings.year_of(of.narrowings)
    asked: dict[str, Any] = {
        f"y{year}": Max(newest, filter=by_year.condition(of.model, year))
        if by_year
        else Max(newest)
        for year in counts
    }
    days = of.on_the_list(of.whole()).order_by().aggregate(**asked)
    return {year: Part(count, _day(days[f"y{year}"])) for year, count in counts.items()}


def _counts(of: PublicList[Any, Any]) -> dict[str, int]:
    by_year = narrowings.year_of(of.narrowings)
    counts = counted(of)
    if by_year:
        return {year: count for year, count in counts.left_by(by_year.name, {}).items() if count}
    total = counts.total({}) if of.narrowings else of.on_the_list(of.whole()).count()
    return {WHOLE: total} if total else {}


def dated_by(of: PublicList[Any, Any]) -> str:
    """The column by which a record is new: the day it was put up, else the day of its year."""
    if _is_a_day(of.model, SHOWN_SINCE):
        return SHOWN_SINCE
    by_year = narrowings.year_of(of.narrowings)
    return by_year.column if by_year and _is_a_day(of.model, by_year.column) else ""


def _by_agency(of: PublicList[Any, Any]) -> Counted:
    counts = by_agency(of.on_the_list(of.whole()), dated_by(of))
    return {agency: (count, _day(newest)) for agency, (count, newest) in counts.items()}


def _agencies(of: PublicList[Any, Any], year: str) -> Iterable[int]:
    records = of.narrowed(of.whole("" if year == WHOLE else year)).order_by()
    keys: Iterable[int] = records.values_list("agency", flat=True).distinct()
    return keys


def _is_a_day(model: type[Model], column: str) -> bool:
    kinds = ("DateField", "DateTimeField")
    return _has(model, column) and model._meta.get_field(column).get_internal_type() in kinds


def _has(model: type[Model], column: str) -> bool:
    try:
        model._meta.get_field(column)
    except FieldDoesNotExist:
        return False
    return True


def _day(value: date | datetime | None) -> date | None:
    return timezone.localdate(value) if isinstance(value, datetime) else value
