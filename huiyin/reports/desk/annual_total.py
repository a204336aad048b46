"""年度报告汇总 on the desk: the sum over the agencies of this person, each number open to its agencies."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from huiyin.national_forms.identities import cells
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.reports.annual.cells import shown
from huiyin.reports.annual.grids import grids
from huiyin.reports.annual.totals import Total, total
from huiyin.web import downloads
from huiyin.web.grid import Box

from .annual import SEEN_WITH
from .asked import today_in

FORMS = (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))


@require_GET
def annual_total(request: HttpRequest, year: int) -> HttpResponse:
    """The three tables of the form with the sums; `cell` lists what each agency's report says there."""
    summed = _total(request, year)
    asked = request.GET.get("cell", "")
    known = cells(summed.form)
    page = reverse("annual-total", args=[year])
    boxes = {
        key: Box(shown(key, value), address=f"{page}?cell={key}#of-agencies")
        for key, value in summed.values.items()
    }
    of_agencies = (
        [(part, shown(asked, part.values.get(asked, 0))) for part in summed.parts if part.is_in]
        if asked in known
        else []
    )
    context = {
        "year": year,
        "total": summed,
        "grids": grids(summed.form, boxes),
        "asked": "，".join(known[asked][1:]) if asked in known else "",
        "of_agencies": of_agencies,
        "files": [
            (label, reverse("annual-total-file", args=[year, form])) for label, form in FORMS
        ],
    }
    return render(request, "reports/desk/annual_total.html", context)


@require_GET
def annual_total_file(request: HttpRequest, year: int, form: str) -> FileResponse:
    """One row for each cell, one column for each agency."""
    return downloads.answer(_total(request, year).table(), form)


def _total(request: HttpRequest, year: int) -> Total:
    today, actor = today_in(year), acting(request)
    if not actor.may_somewhere(*SEEN_WITH):
        raise PermissionDenied("您的岗位不能查看年度报告。")
    agencies = Organisation.objects.agencies().where(actor, *SEEN_WITH)
    first, last = today.replace(year, 1, 1), today.replace(year, 12, 31)
    return total(agencies.there(first, last), year, today)
