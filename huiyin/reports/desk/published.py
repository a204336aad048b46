"""已发布数据 on the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.organisations.actors import acting
from huiyin.reports import frozen
from huiyin.reports.models import Published

from .asked import choice, today_in


@require_GET
def published_figures(request: HttpRequest, year: int) -> HttpResponse:
    """已发布数据: the published figures of a year, what has changed since first, and by which entry."""
    today = today_in(year)
    chosen, actor = choice(request), acting(request)
    agency = chosen.agency
    reports = Published.objects.filter(agency=agency, year=year).select_related("document")
    recounted = [
        (report, sorted(frozen.recounts(report, today), key=lambda one: one.is_unchanged))
        for report in reports
    ]
    context = {
        "choice": chosen,
        "agency": agency,
        "year": year,
        "reports": [
            (one, [(recount, frozen.shown(recount, actor)) for recount in recounts])
            for one, recounts in recounted
        ],
    }
    return render(request, "reports/desk/published.html", context)
