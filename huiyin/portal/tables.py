"""年报第三、第四部分 for the public: the statutory tables with definitions, also as files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from huiyin.figures.registry import Scope
from huiyin.foi import annual_tables
from huiyin.foi.annual_tables import AnnualTables
from huiyin.organisations.models import Organisation
from huiyin.web.kept.page_cache import remembered

from .statistics import agency_of, context_of, marks_of, scope_of, years_with_data


def applications(request: HttpRequest, year: int) -> HttpResponse:
    """收到和处理政府信息公开申请情况；行政复议、行政诉讼情况."""
    tables = _tables(request, year)
    marks = marks_of(tables.scope)

    def address(key: str) -> str:
        return reverse("report-figure", args=[year, key]) + marks

    context = context_of(tables.agency) | {
        "year": year,
        "scope": tables.scope,
        "tables": tables,
        "grids": [tables.handled(address), tables.contested(address)],
        "marks": marks,
        "files": [
            (label, reverse("report-applications-file", args=[year, form]) + marks)
            for label, form in annual_tables.OFFERED
        ],
        "today": timezone.localdate(),
    }
    return render(request, "portal/applications.html", context)


def applications_file(request: HttpRequest, year: int, form: str) -> FileResponse:
    """The same tables as a file."""
    return annual_tables.answer(_tables(request, year), form)


def _tables(request: HttpRequest, year: int) -> AnnualTables:
    """The tables for the agency, year and day in the address.

    Raises:
        Http404: nothing is known of that agency, year or day.
    """
    agency = agency_of(request)
    if year not in years_with_data(agency.pk):
        raise Http404(f"没有 {year} 年的数据")
    scope = scope_of(request, agency, year)
    return (
        AnnualTables.of(agency, scope) if "as_of" in request.GET else _as_it_stands(agency, scope)
    )


@remembered
def _as_it_stands(agency: Organisation, scope: Scope) -> AnnualTables:
    return AnnualTables.of(agency, scope)
