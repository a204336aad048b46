"""数据与统计: the declared figures for everyone, each with its definition and what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from huiyin.disclosure.catalogue import new_year
from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.figures import registry
from huiyin.foi.models import Application
from huiyin.hotline.models import ServiceRequest
from huiyin.licensing.models import Licence
from huiyin.organisations.models import Organisation
from huiyin.reports.models import Published
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered
from huiyin.web.paging import Paging

from .behind import PERSONAL, SHOWN

SECTION = Section(
    "数据与统计",
    "本机关政务公开、行政许可、依申请公开和热线办理数据",
    "统计数据,口径,年度数据",
    ColumnType.DATA,
)
GROUPS = {
    "disclosure": "主动公开",
    "licensing": "行政许可",
    "foi": "依申请公开",
    "hotline": "热线与留言",
    "registers": "专项公开",
}


@dataclass(frozen=True)
class Value:
    """One figure of one year, as shown."""

    figure: registry.Figure
    year: int
    number: int | Decimal | None

    @property
    def group(self) -> str:
        return self.figure.key.partition(".")[0]

    @property
    def is_share(self) -> bool:
        return self.figure.unit == "%"


@remembered
def values(agency_id: int, year: int) -> list[Value]:
    """Every figure of an agency for one year."""
    return _read(agency_id, registry.listed_figures(), year)


def _read(agency_id: int, figures: Iterable[registry.Figure], year: int) -> list[Value]:
    wanted = list(figures)
    numbers = registry.values(wanted, registry.Scope.year(agency_id, year))
    return [Value(figure, year, numbers[figure.key]) for figure in wanted]


def values_of(keys: Iterable[str], year: int) -> list[Value]:
    """Some figures of the first agency, in this order."""
    agency = Organisation.objects.agencies().first()
    return _some(agency.pk, tuple(keys), year) if agency else []


@remembered
def _some(agency_id: int, keys: tuple[str, ...], year: int) -> list[Value]:
    return _read(agency_id, map(registry.find, keys), year)


@remembered
def years_with_data(agency_id: int) -> list[int]:
    """The years in which anything was published, decided or received, latest first."""
    found: set[int] = set()
    documents = DocumentPage.objects.live().filter(agency=agency_id)
    moments = documents.aggregate(first=Min("published_at"), last=Max("published_at"))
    if moments["first"]:
        first, last = (timezone.localtime(moments[end]).year for end in ("first", "last"))
        found |= {
            year
            for year in range(first, last + 1)
            if documents.filter(
                published_at__gte=new_year(year), published_at__lt=new_year(year + 1)
            ).exists()
        }
    for records, column in (
        (Licence.objects.valid(), "decided_on"),
        (Application.objects.valid(), "received_on"),
        (ServiceRequest.objects.valid(), "received_on"),
    ):
        found |= _years_of(records.filter(agency=agency_id), column)
    return sorted(found, reverse=True)


def _years_of(records: "QuerySet[Any]", column: str) -> set[int]:
    """Steps from each year that has records to the next that has: as many short looks as years."""
    found: set[int] = set()
    day = records.aggregate(day=Min(column))["day"]
    while day:
        found.add(day.year)
        later = records.filter(**{f"{column}__gt": date(day.year, 12, 31)})
        day = later.aggregate(day=Min(column))["day"]
    return found


def full_year(keys: Iterable[str]) -> int | None:
    """The latest year in which all of these figures say something; else most; else any.

    A year that has just begun would show noughts on the front page.
    """
    agency = Organisation.objects.agencies().first()
    found = years_with_data(agency.pk) if agency else []
    wanted = list(keys)
    told = {year: sum(bool(value.number) for value in values_of(wanted, year)) for year in found}
    for enough in (len(wanted), len(wanted) // 2 + 1, 0):
        for year in found:
            if told[year] >= enough:
                return year
    return None


def _agency(request: HttpRequest) -> Organisation:
    """The agency asked for, or the first one."""
    agencies = Organisation.objects.agencies()
    slug = request.GET.get("agency", "")
    found = agencies.filter(slug=slug).first() if slug else agencies.first()
    if found is None:
        raise Http404("没有这个机关的数据")
    return found


def _context(agency: Organisation) -> dict[str, Any]:
    others = Organisation.objects.agencies()
    return {
        "agency": agency,
        "agencies": list(others),
        "years": years_with_data(agency.pk),
        "column": SECTION,
        "door": "statistics",
    }


def years(request: HttpRequest) -> HttpResponse:
    """Years with data; the latest one's figures with their definitions."""
    context = _context(_agency(request))
    found = context["years"]
    if found:
        context |= {"year": found[0], "groups": _groups(context["agency"].pk, found[0])}
    return render(request, "portal/years.html", context)


def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: bars and a table for each group of figures."""
    context = _context(_agency(request))
    if year not in context["years"]:
        raise Http404(f"没有 {year} 年的数据")
    agency = context["agency"]
    context |= {
        "year": year,
        "groups": _groups(agency.pk, year),
        "published": Published.objects.filter(
            agency=agency, year=year, document__live=True
        ).select_related("document"),
    }
    return render(request, "portal/year.html", context)


def _groups(agency_id: int, year: int) -> list[dict[str, Any]]:
    """Figures by subject, and for each subject the bars of its counted numbers."""
    known = values(agency_id, year)
    groups = []
    for key, title in GROUPS.items():
        members = [value for value in known if value.group == key]
        if members:
            groups.append({"key": key, "title": title, "values": members, "bars": bars(members)})
    return groups


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: place and length are worked out here, the template only draws."""

    label: str
    value: int
    unit: str
    y: int
    width: int

    @property
    def middle(self) -> int:
        return self.y + 15

    @property
    def end(self) -> int:
        return 260 + self.width + 8


def bars(members: list[Value]) -> dict[str, Any] | None:
    """Counted figures as bars from the largest; fewer than two are no picture."""
    counted = [v for v in members if v.number and not v.is_share]
    counted.sort(key=lambda v: -int(v.number or 0))
    if len(counted) < 2:
        return None
    largest = int(counted[0].number or 1)
    drawn = [
        Bar(
            value.figure.label.partition("：")[2] or value.figure.label,
            int(value.number or 0),
            value.figure.unit,
            place * 34 + 4,
            max(int(int(value.number or 0) / largest * 380), 2),
        )
        for place, value in enumerate(counted[:12])
    ]
    return {"bars": drawn, "height": len(drawn) * 34 + 8}


def figure(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """One figure: its value, its definition, and the public records behind it."""
    agency = _agency(request)
    try:
        found = registry.find(key)
    except registry.UnknownFigureError as error:
        raise Http404("没有这个数据") from error
    if year not in years_with_data(agency.pk):
        raise Http404(f"没有 {year} 年的数据")
    scope = registry.Scope.year(agency.pk, year)
    counted = found.records(scope)
    shown = SHOWN.get(counted.model)
    context = _context(agency) | {
        "year": year,
        "value": _some(agency.pk, (key,), year)[0],
        "scope": scope,
        "is_public": shown is not None,
        "is_personal": counted.model in PERSONAL,
    }
    if shown is not None:
        records = shown.public(counted)
        paging = Paging.of(request, records.count(), 50)
        page = records[paging.offset : paging.offset + paging.size]
        context |= {"paging": paging, "records": [shown.line(record) for record in page]}
    return render(request, "portal/figure.html", context)
