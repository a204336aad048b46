"""各机关合计 for the public: figures of all agencies of the site, their sum, and what it is without."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from huiyin.casework import kinds
from huiyin.figures.registry import Figure, Reading, Scope
from huiyin.figures.together import Part, Together, summed, together
from huiyin.organisations.models import Organisation
from huiyin.web import downloads
from huiyin.web.downloads import Cell, Table
from huiyin.web.kept.page_cache import remembered

from .statistics import agency_of, context_of, report_figure, scope_of, slugs, years_with_data


@dataclass(frozen=True)
class Line:
    """One figure: the sum, and what each agency has of it, with the address of its page."""

    figure: Figure
    total: Reading
    cells: Sequence[tuple[Part, Reading, str]]


def totals(request: HttpRequest, year: int) -> HttpResponse:
    """Only where there are several agencies: of one its own page tells everything."""
    sums = _sums(request, year)
    groups: dict[str, list[Line]] = {}
    for line in _lines(sums):
        groups.setdefault(line.figure.key.partition(".")[0], []).append(line)
    titles = {key: one.public for key, one in kinds.headings().items()}
    context: dict[str, Any] = context_of(agency_of(request)) | {
        "year": year,
        "scope": sums.days,
        "sums": sums,
        "groups": [(titles[key], groups[key]) for key in titles if key in groups],
    }
    return render(request, "portal/totals.html", context)


def totals_file(request: HttpRequest, year: int, form: str) -> FileResponse:
    """The same table as a file: one row for each figure and agency, and one for the sum."""
    if form not in ("csv", "json"):
        raise Http404
    sums, title = _sums(request, year), f"{year}年各机关数据"
    heads = ("标识", "数据", "机关", "数值", "单位", "口径", "口径版本", "截至", "没有数值的原因")
    rows = [row for line in _lines(sums) for row in _rows(line, sums)]
    return downloads.answer(Table(title, title, heads, rows), form)


def _rows(line: Line, sums: Together) -> list[tuple[Cell, ...]]:
    named = [("合计", line.total), *((one.agency.name, reading) for one, reading, _ in line.cells)]
    figure = line.figure
    return [
        (
            figure.key, figure.label, name, None if reading.is_empty else reading.value,
            figure.unit, figure.definition, figure.version, sums.days.as_of, reading.instead,
        )
        for name, reading in named
    ]  # fmt: skip


def _lines(sums: Together) -> list[Line]:
    """An agency has pages for the years of which it has records; elsewhere no number opens."""
    agencies, year = slugs(), sums.days.start.year
    opening = {one.agency.pk for one in sums.parts if year in years_with_data(one.agency.pk)}

    def address(figure: Figure, part: Part) -> str:
        return report_figure(figure, part.scope, agencies) if part.agency.pk in opening else ""

    return [
        Line(
            figure,
            sums.totals[figure.key],
            [(part, part.readings[figure.key], address(figure, part)) for part in sums.parts],
        )
        for figure in sums.figures
    ]


def _sums(request: HttpRequest, year: int) -> Together:
    agencies = list(Organisation.objects.agencies().select_related("successor"))
    if len(agencies) < 2 or not 1949 <= year <= timezone.localdate().year:
        raise Http404("没有各机关合计的数据")
    scope = scope_of(request, agencies[0], year)
    return together(summed(), agencies, scope) if scope.marks else _as_it_stands(scope)


@remembered
def _as_it_stands(scope: Scope) -> Together:
    agencies = Organisation.objects.agencies().select_related("successor")
    return together(summed(), agencies, scope)
