"""数据与统计: the declared figures for the public, with their definitions and records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from huiyin.casework import kinds, rooms
from huiyin.casework.models import Matter
from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.disclosure.tree.catalogue import new_year
from huiyin.disclosure.tree.public import public
from huiyin.figures import registry
from huiyin.figures.drawing import Course, courses, drawn, wanted_of
from huiyin.figures.periods import cautious, count_periods
from huiyin.figures.scope import Several, day_asked
from huiyin.organisations.models import Organisation
from huiyin.reports.models import Published
from huiyin.web import charts
from huiyin.web.charts import Chart
from huiyin.web.context import Section
from huiyin.web.kept.page_cache import remembered
from huiyin.web.paging import Paging

from .behind import shown
from .published import stood

SECTION = Section(
    "数据与统计",
    "本机关政务公开、行政许可、依申请公开和热线办理数据",
    "统计数据,口径,年度数据",
    ColumnType.DATA,
)


@dataclass(frozen=True)
class Value:
    """A figure of one year, as shown."""

    figure: registry.Figure
    scope: registry.Scope
    number: int | Decimal | None
    """None if there are no records for it."""
    pending: int
    """The number of records left out because their time limit is not over yet."""
    marks: str
    """Parameters of its address: `?as_of=2026-11-26`."""
    excluded: int = 0
    """The number of records left out for the reason that the figure names."""
    instead: str = "没有记录"
    """What is shown where there is no number."""
    measured: int = 0
    """The number of records over which a length was worked out."""

    @property
    def address(self) -> str:
        """The page of its definition and public records, as of the same day."""
        page = reverse("report-figure", args=[self.scope.start.year, self.figure.key])
        return page + self.marks

    @property
    def group(self) -> str:
        return self.figure.key.partition(".")[0]

    @property
    def is_share(self) -> bool:
        return self.figure.unit == "%"

    @property
    def is_count(self) -> bool:
        return not self.is_share and not self.figure.measures


def slugs() -> dict[int, str]:
    """Of all agencies."""
    return dict(Organisation.objects.agencies().values_list("pk", "slug"))


def marks_of(scope: registry.Scope, agencies: Mapping[int, str] | None = None) -> str:
    """The parameters that lead to the same agency and day."""
    agencies = slugs() if agencies is None else agencies
    marks = {"agency": agencies[scope.agency_id]} if len(agencies) > 1 else {}
    marks |= scope.marks
    return f"?{urlencode(marks)}" if marks else ""


@remembered
def values(scope: registry.Scope) -> list[Value]:
    """Every figure of an agency for one year."""
    return _read(registry.public_figures(scope.agency_id), scope)


def report_figure(
    figure: registry.Figure, scope: registry.Scope, agencies: Mapping[int, str]
) -> str:
    """The page of a figure: it shows the same number tomorrow, and can be cited."""
    page = reverse("report-figure", args=[scope.start.year, figure.key])
    return page + marks_of(scope, agencies)


def _read(figures: Iterable[registry.Figure], scope: registry.Scope) -> list[Value]:
    wanted, marks = list(figures), marks_of(scope)
    readings = registry.read(wanted, scope)
    return [
        Value(
            one.figure,
            scope,
            None if one.is_empty else one.value,
            one.pending,
            marks,
            one.excluded,
            one.instead,
            one.measured,
        )
        for one in (readings[figure.key] for figure in wanted)
    ]


def values_of(keys: Iterable[str], year: int) -> list[Value]:
    """Some figures of the first agency, in this order."""
    agency = Organisation.objects.agencies().first()
    return _some(tuple(keys), registry.Scope.year(agency.pk, year)) if agency else []


@remembered
def _some(keys: tuple[str, ...], scope: registry.Scope) -> list[Value]:
    return _read([registry.find(key, scope.agency_id) for key in keys], scope)


@remembered
def years_with_data(agency_id: int) -> list[int]:
    """The years in which anything was published, decided or received, latest first."""
    on_record: set[int] = set()
    documents = DocumentPage.objects.live().filter(agency=agency_id)
    moments = documents.aggregate(first=Min("published_at"), last=Max("published_at"))
    if moments["first"]:
        first, last = (timezone.localtime(moments[end]).year for end in ("first", "last"))
        on_record |= {
            year
            for year in range(first, last + 1)
            if documents.filter(
                published_at__gte=new_year(year), published_at__lt=new_year(year + 1)
            ).exists()
        }
    for heading in kinds.headings().values():
        if heading.dates_years and (room := rooms.find(heading.room)):
            records = room.valid(room.model._default_manager.filter(agency=agency_id))
            on_record |= _years_of(records, room.date_column)
    return sorted(on_record, reverse=True)


def _years_of(records: "QuerySet[Any]", column: str) -> set[int]:
    """The years with records: one short query per year, from each to the next."""
    on_record: set[int] = set()
    day = records.aggregate(day=Min(column))["day"]
    while day:
        on_record.add(day.year)
        later = records.filter(**{f"{column}__gt": date(day.year, 12, 31)})
        day = later.aggregate(day=Min(column))["day"]
    return on_record


def full_year(keys: Iterable[str]) -> int | None:
    """The latest year in which all of these figures have a value; else most; else any.

    A year that has just begun would show zeros on the front page.
    """
    agency = Organisation.objects.agencies().first()
    on_record = years_with_data(agency.pk) if agency else []
    wanted = list(keys)
    filled = {
        year: sum(bool(value.number) for value in values_of(wanted, year)) for year in on_record
    }
    for enough in (len(wanted), len(wanted) // 2 + 1, 0):
        for year in on_record:
            if filled[year] >= enough:
                return year
    return None


def agency_of(request: HttpRequest) -> Organisation:
    """The requested agency, or the first one."""
    agencies = Organisation.objects.agencies()
    slug = request.GET.get("agency", "")
    agency = agencies.filter(slug=slug).first() if slug else agencies.first()
    if agency is None:
        raise Http404("没有这个机关的数据")
    return agency


def context_of(agency: Organisation) -> dict[str, Any]:
    others = Organisation.objects.agencies()
    return {
        "agency": agency,
        "agencies": list(others),
        "years": years_with_data(agency.pk),
        "column": SECTION,
        "door": "statistics",
    }


def scope_of(request: HttpRequest, agency: Organisation, year: int) -> registry.Scope:
    """The requested year, as of the day in the address or today."""
    try:
        scope = registry.Scope.asked(agency.pk, year, request.GET.get("as_of", ""))
        first, last = (day_asked(request.GET.get(name, "")) for name in ("from", "till"))
        return scope.narrowed(first or scope.start, last) if first or last else scope
    except registry.DayError as error:
        raise Http404(f"没有这一天的数据：{error}") from error


def _known(request: HttpRequest, scope: registry.Scope) -> list[Value]:
    """Today's values are cached; those as of another day are read each time."""
    if scope.marks.keys() & {"from", "till"} or "as_of" in request.GET:
        return _read(registry.public_figures(scope.agency_id), scope)
    return values(scope)


def years(request: HttpRequest) -> HttpResponse:
    """Years with data; the latest one's figures with their definitions."""
    context = context_of(agency_of(request))
    with_data = context["years"]
    if with_data:
        scope = scope_of(request, context["agency"], with_data[0])
        context |= {"year": with_data[0], "scope": scope, "groups": _groups(_known(request, scope))}
    return render(request, "portal/years.html", context)


def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: bars and a table for each group of figures."""
    context = context_of(agency_of(request))
    if year not in context["years"]:
        raise Http404(f"没有 {year} 年的数据")
    agency = context["agency"]
    scope = scope_of(request, agency, year)
    context |= {
        "year": year,
        "scope": scope,
        "lacks": agency.partly(scope.start, scope.end),
        "marks": marks_of(scope),
        "groups": _drawn(_groups(_known(request, scope)), agency, scope),
        "published": Published.objects.filter(
            public("document__"), agency=agency, year=year
        ).select_related("document"),
    }
    return render(request, "portal/year.html", context)


def _groups(known: list[Value]) -> list[dict[str, Any]]:
    """Figures by subject."""
    groups = []
    for key, heading in kinds.headings().items():
        members = [value for value in known if value.group == key]
        if members:
            group = {"key": key, "title": heading.public, "values": members}
            groups.append(group | {"is_empty": not any(value.number for value in members)})
    return groups


def _drawn(
    groups: list[dict[str, Any]], agency: Organisation, scope: registry.Scope
) -> list[dict[str, Any]]:
    """The same with the bars of the counted numbers, and with their months."""
    by_month = _courses(agency, scope)
    for group in groups:
        title = f"{scope.start.year}年{group['title']}数据"
        group["bars"] = bars(group["key"], title, group["values"])
        group["course"] = by_month.get(group["key"])
    return groups


def bars(key: str, title: str, members: list[Value]) -> Chart | None:
    """Counted figures as bars, largest first."""
    counted = [v for v in members if v.number and v.is_count]
    counted.sort(key=lambda v: -int(v.number or 0))
    rows = [
        charts.Row(
            value.figure.label.partition("：")[2] or value.figure.label,
            int(value.number or 0),
            f"{value.number:,}{value.figure.unit}",
        )
        for value in counted[:12]
    ]
    return charts.bars(f"chart-{key}", title, rows)


@remembered
def _courses(agency: Organisation, scope: registry.Scope) -> dict[str, Course]:
    """App label → its months, each number with its own page."""
    agencies = slugs()

    def address(figure: registry.Figure, days: Several) -> str:
        return report_figure(figure, days.one(agency.pk), agencies)

    drawn_of = {
        label: drawn([cautious(registry.find(key)) for key in keys])
        for label, keys in kinds.overviews().items()
    }
    *_, wanted = wanted_of(drawn_of, [agency], scope)
    return courses(drawn_of, [agency], scope, count_periods(wanted), address)


def year_scope(request: HttpRequest, agency: Organisation, year: int) -> registry.Scope:
    """As `scope_of`; 404 for a year without data."""
    if year not in years_with_data(agency.pk):
        raise Http404(f"没有 {year} 年的数据")
    return scope_of(request, agency, year)


def public_figure(key: str, agency: Organisation) -> registry.Figure:
    """The figure of an address; 404 where the public has none of that key."""
    try:
        return registry.find_public(key, agency.pk)
    except registry.UnknownFigureError as error:
        raise Http404("没有这个数据") from error


def figure(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """One figure: its value, its definition, what was published of it, the public records behind it.

    A year whose records were all found to be wrong keeps the pages of what was published of it.
    """
    agency = agency_of(request)
    declared = public_figure(key, agency)
    published = stood(declared, agency.pk, year)
    if not published and year not in years_with_data(agency.pk):
        raise Http404(f"没有 {year} 年的数据")
    scope = scope_of(request, agency, year)
    counted = declared.records(scope)
    behind = shown(counted.model)
    context = context_of(agency) | {
        "year": year,
        "value": _read([declared], scope)[0],
        "scope": scope,
        "lacks": agency.partly(scope.start, scope.end),
        "stood": published,
        "is_public": behind is not None,
        "is_personal": issubclass(counted.model, Matter) and counted.model.is_private,
    }
    if behind is not None:
        records = behind.public(counted)
        paging = Paging.of(request, records.count(), 50)
        page = records[paging.offset : paging.offset + paging.size]
        context |= {"paging": paging, "records": [behind.line(record) for record in page]}
    return render(request, "portal/figure.html", context)
