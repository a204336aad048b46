"""What is taken as data and is no list of records: the figures of a year, the calendar of working days."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from huiyin.figures import registry
from huiyin.figures.scope import Scope
from huiyin.organisations.models import Organisation
from huiyin.portal import figure_files, statistics
from huiyin.web.kept.page_cache import remembered
from huiyin.web.tables import CellKind, Described
from huiyin.workdays.calendar import WORKING
from huiyin.workdays.load import calendar, standing_days

from .series import Part, Row, Series, lists

ONE_DAY = timedelta(days=1)
DAYS = (
    Described("日期", CellKind.DAY, "day"),
    Described("是否工作日", code="is_workday", about="是或者否"),
    Described("类别", code="kind", about="工作日、周末、放假、调休上班"),
    Described("节日", code="name"),
    Described("依据", code="notice", about="放假安排通知的文号；平常的工作日和周末为空"),
)


def every() -> list[Series]:
    """All series, the lists in the order of their addresses."""
    return [*lists(), figures(), workdays()]


def find(key: str) -> Series | None:
    return next((one for one in every() if one.key == key), None)


def figures() -> Series:
    section = statistics.SECTION
    return Series(
        key="figures",
        title="年度统计数据",
        about="本机关政务公开、行政许可、依申请公开和热线办理数据，逐项写明口径；"
        "已发布报告中的数和现在的记录计出的数并列",
        keywords=tuple(section.keywords.split(",")),
        theme=section.column_type,
        page=reverse("reports"),
        columns=figure_files.DESCRIBED,
        parts=_figure_years,
        rows=_figure_rows,
    )


@remembered
def _figure_years() -> Mapping[str, Part]:
    today, years = timezone.localdate(), dict[str, Part]()
    for agency in Organisation.objects.agencies():
        count = len(registry.public_figures(agency.pk))
        for year in statistics.years_with_data(agency.pk):
            known = years.get(str(year), Part(0, None))
            last = min(date(year, 12, 31), today)
            years[str(year)] = Part(known.records + count, last)
    return years


def _figure_rows(year: str) -> Iterator[Row]:
    for agency in Organisation.objects.agencies():
        if int(year) in statistics.years_with_data(agency.pk):
            scope = Scope.year(agency.pk, int(year))
            yield from figure_files.rows(agency, scope, registry.public_figures(agency.pk))


def workdays() -> Series:
    return Series(
        key="workdays",
        title="工作日历",
        about="每一天是不是工作日，按国务院办公厅放假安排通知；本站的办理期限都按它计算",
        keywords=("工作日", "放假安排", "调休"),
        theme="数据发布",
        page=reverse("data"),
        columns=DAYS,
        parts=_announced,
        rows=_days,
        stamp=_notices,
    )


def _announced() -> Mapping[str, Part]:
    """The years whose notice is here."""
    newest: dict[str, date] = {}
    for day in standing_days().values():
        said, year = day.notice.issued_on, str(day.notice.year)
        if said:
            newest[year] = max(said, newest.get(year, said))
    return {
        str(year): Part(366 if _is_leap(year) else 365, newest.get(str(year)))
        for year in calendar().announced
    }


def _is_leap(year: int) -> bool:
    return date(year, 3, 1) - date(year, 2, 1) == timedelta(days=29)


def _days(year: str) -> Iterator[Row]:
    known, rows = calendar(), standing_days()
    day = date(int(year), 1, 1)
    while day.year == int(year):
        row, kind = rows.get(day), known.kind(day)
        said = row.notice.number if row else ""
        yield day, "是" if kind in WORKING else "否", str(kind), known.names.get(day, ""), said
        day += ONE_DAY


def _notices() -> str:
    """The calendar is public content of its own; its notices are loaded without touching a page."""
    known = calendar()
    return str(hash((known.off, known.makeup, known.announced)))
