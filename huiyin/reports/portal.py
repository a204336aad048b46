"""The frozen data of an annual report for everybody: at a stable address, with its digest."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.disclosure.page import beside
from huiyin.disclosure.page.beside import Beside
from huiyin.disclosure.tree.public import public
from huiyin.organisations.models import Organisation
from huiyin.web.http import attachment

from .annual import data, files
from .models import AnnualReport


@require_GET
def annual_data(request: HttpRequest, year: int) -> HttpResponse:
    """The numbers and the text of a published report as JSON, as they were frozen.

    Raises:
        Http404: no such agency, or no report of that year of it is public.
    """
    slug = request.GET.get("agency", "")
    agencies = Organisation.objects.agencies()
    agency = agencies.filter(slug=slug).first() if slug else agencies.first()
    report = (
        AnnualReport.objects.frozen()
        .filter(public("published__document__"), agency=agency, year=year)
        .first()
    )
    if report is None or report.data is None:
        raise Http404(f"没有公开的{year}年年度报告")
    content = data.written(data.public(report.data))
    return attachment(content, f"{report.title}.json", files.TYPES["json"])


def data_file(page: DocumentPage) -> Iterator[Beside]:
    """The data of the report that this document is."""
    reports = AnnualReport.objects.frozen().select_related("agency")
    report = reports.filter(published__document=page).first()
    if report is not None and report.data is not None:
        address = f"{reverse('report-annual-data', args=[report.year])}?agency={report.agency.slug}"
        digest = data.digest(data.public(report.data))
        yield Beside(f"{report.title}数据", address, f"JSON，SHA-256 校验值 {digest}")


beside.declare(ColumnType.ANNUAL_REPORT, data_file)
