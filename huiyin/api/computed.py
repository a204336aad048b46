"""Figures and working days for programs: worked out when asked for, and short."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from huiyin.figures import registry
from huiyin.figures.scope import Scope
from huiyin.opendata import others
from huiyin.opendata.series import Series
from huiyin.organisations.models import Organisation
from huiyin.portal import behind, figure_files, statistics
from huiyin.web.addresses import absolute
from huiyin.web.downloads import Cell
from huiyin.web.kept.page_cache import remembered

from .resources import TEXT, Parameter, Rows, Schema, plain

MOST_TRACED = 200
"""Records behind a figure in one answer; all of them are on its page."""
AGENCY = "agency"
_LINE: Schema = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "number": TEXT,
        "day": {"type": ["string", "null"]},
        "address": TEXT,
    },
    "required": ["title", "number", "day", "address"],
}
TRACE: Mapping[str, Schema] = {
    "trace": {
        "type": ["object", "null"],
        "description": "计入的记录中可以公开的，最多 200 条；这类记录都不公开的为空",
        "properties": {
            "public": {"type": "integer", "description": "可以公开的有多少条"},
            "records": {"type": "array", "items": _LINE},
        },
        "required": ["public", "records"],
    }
}


def by_year(series: Series) -> Rows:
    """A series of data as rows of one year: the latest that is over or begun, where none is named."""
    return Rows(
        key=series.key,
        title=series.title,
        about=series.about,
        page=series.page,
        columns=series.columns,
        parameters=lambda: (_year(series),),
        rows=partial(_rows, series),
    )


def _year(series: Series) -> Parameter:
    years = sorted(series.parts(), reverse=True)
    return Parameter("year", "年份；不写就是最近一年", {**TEXT, "enum": years})


def _rows(series: Series, request: HttpRequest) -> Iterator[tuple[Cell, ...]]:
    parts = series.parts()
    begun = [year for year in parts if year <= str(timezone.localdate().year)]
    year = request.GET.get("year") or max(begun, default=max(parts, default=""))
    return iter(_kept(series.key, year) if year else ())


@remembered
def _kept(key: str, year: str) -> list[tuple[Cell, ...]]:
    """Kept as long as the pages that show the same."""
    series = others.find(key)
    return list(series.rows(year)) if series else []


def agency_parameter() -> tuple[Parameter, ...]:
    slugs = [one.slug for one in Organisation.objects.agencies()]
    return (Parameter(AGENCY, "机关；不写就是第一个", {**TEXT, "enum": slugs}),)


def figure(request: HttpRequest, year: int, key: str) -> dict[str, Any]:
    """One figure with its definition, and the public records that it counts.

    Raises:
        Http404: there is no such figure, or nothing of that year.
    """
    agency = statistics.agency_of(request)
    declared = statistics.public_figure(key, agency)
    scope = statistics.year_scope(request, agency, year)
    row = next(figure_files.rows(agency, scope, [declared]))
    names = (column.name for column in figure_files.DESCRIBED)
    return dict(zip(names, map(plain, row), strict=True)) | {"trace": _trace(declared, scope)}


def _trace(declared: registry.Figure, scope: Scope) -> dict[str, Any] | None:
    counted = declared.records(scope)
    shown = behind.shown(counted.model)
    if shown is None:
        return None
    records = shown.public(counted)
    lines = [shown.line(record) for record in records[:MOST_TRACED]]
    return {"public": records.count(), "records": [_line(line) for line in lines]}


def _line(line: behind.Line) -> dict[str, Any]:
    day = timezone.localdate(line.day) if isinstance(line.day, datetime) else line.day
    return {
        "title": line.title,
        "number": line.number,
        "day": day.isoformat() if day else None,
        "address": absolute(line.address),
    }
