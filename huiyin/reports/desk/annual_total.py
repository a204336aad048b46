"""年度报告汇总 on the desk: the sum over the agencies of this person and the files of others.

Each number opens to its agencies. Files are added up and forgotten: their sum stands on the answer
alone, with all that is behind it, and is taken along by the same upload.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.national_forms.identities import cells
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.report_audit.forms import MOST
from huiyin.report_audit.overview import Overview, examine
from huiyin.reports.annual.cells import shown
from huiyin.reports.annual.grids import grids
from huiyin.reports.annual.part import Part
from huiyin.reports.annual.totals import Total, total
from huiyin.reports.forms import ReceivedForm
from huiyin.web import downloads
from huiyin.web.grid import Box

from .annual import SEEN_WITH
from .asked import today_in

FORMS = (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))


@dataclass(frozen=True)
class Behind:
    """A sum, and what each report says there."""

    key: str
    label: str
    sum: str
    parts: list[tuple[Part, str]]

    @property
    def anchor(self) -> str:
        return f"of-{self.key.replace('.', '-')}"


@require_http_methods(["GET", "POST"])
def annual_total(request: HttpRequest, year: int) -> HttpResponseBase:
    """The three tables of the form with the sums; `cell` lists what each agency's report says there."""
    form = ReceivedForm()
    if request.method != "POST":
        summed = _total(request, year)
        asked = request.GET.get("cell", "")
        known = asked in cells(summed.form)
        return _page(request, summed, form, [_behind(summed, asked)] if known else [])
    form = ReceivedForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, _total(request, year), form, [], status=422)
    files = [(file.name or "", file.read()) for file in form.cleaned_data["reports"]]
    summed = _total(request, year, examine(files), form.expected)
    if request.POST.get("as", "") in downloads.TYPES:
        return downloads.answer(summed.table(), request.POST["as"])
    behind = [_behind(summed, key) for key, value in summed.values.items() if value]
    return _page(request, summed, form, behind)


def _page(
    request: HttpRequest,
    summed: Total,
    form: ReceivedForm,
    behind: list[Behind],
    *,
    status: int = 200,
) -> HttpResponse:
    page = reverse("annual-total", args=[summed.year])
    here = {one.key: f"#{one.anchor}" for one in behind}
    boxes = {
        key: Box(shown(key, value), address=_address(key, page, here, summed, value))
        for key, value in summed.values.items()
    }
    context: dict[str, Any] = {
        "year": summed.year,
        "total": summed,
        "grids": grids(summed.form, boxes),
        "behind": behind,
        "form": form,
        "most": MOST,
        "forms": FORMS,
        "files": [
            (label, reverse("annual-total-file", args=[summed.year, kind])) for label, kind in FORMS
        ],
    }
    return render(request, "reports/desk/annual_total.html", context, status=status)


def _address(key: str, page: str, here: dict[str, str], summed: Total, value: Any) -> str:
    """On this page where files were added; else the page of that cell."""
    if any(part.file for part in summed.counted):
        return here.get(key, "")
    return f"{page}?cell={key}#of-{key.replace('.', '-')}"


def _behind(summed: Total, key: str) -> Behind:
    _, line, column = cells(summed.form)[key]
    parts = [(part, shown(key, part.values.get(key, 0))) for part in summed.counted]
    return Behind(key, f"{line}，{column}", shown(key, summed.values[key]), parts)


@require_GET
def annual_total_file(request: HttpRequest, year: int, form: str) -> FileResponse:
    """One row for each cell, one column for each agency."""
    return downloads.answer(_total(request, year).table(), form)


def _total(
    request: HttpRequest, year: int, files: Overview | None = None, expected: tuple[str, ...] = ()
) -> Total:
    today, actor = today_in(year), acting(request)
    if not actor.may_somewhere(*SEEN_WITH):
        raise PermissionDenied("您的岗位不能查看年度报告。")
    agencies = Organisation.objects.agencies().where(actor, *SEEN_WITH)
    first, last = today.replace(year, 1, 1), today.replace(year, 12, 31)
    return total(agencies.there(first, last), year, today, files=files, expected=expected)
