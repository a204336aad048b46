"""报告: the years for which there is something to report."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework import rooms
from huiyin.casework.gate import DeskRequest, staff
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation

from . import tables

ANNUAL = ("reports.view_annual", "reports.write_annual", "reports.check_annual")


@staff
@require_GET
def reports(request: DeskRequest) -> HttpResponse:
    """报告."""
    today = timezone.localdate()
    choice = choose(request, Organisation.objects.agencies().of(request.actor))
    firsts = rooms.first_years(choice.agency.pk)
    years = range(today.year, min(firsts) - 1, -1) if firsts else []
    context = {
        "choice": choice,
        "years": [_line(year, choice, is_running=year == today.year) for year in years],
        "sees_annual": request.actor.may_somewhere(*ANNUAL),
        "sees_applications": request.actor.may(tables.APPLICATIONS, choice.agency.pk),
    }
    return render(request, "desk/reports.html", context)


@dataclass(frozen=True)
class Line:
    """What there is to open of one year."""

    year: int
    is_running: bool
    summary: str
    applications: str
    figures: str
    annual: str
    enforcement: str


def _line(year: int, choice: Choice, *, is_running: bool) -> Line:
    query = choice.query()
    return Line(
        year,
        is_running,
        reverse("summary", args=[year]) + query,
        reverse("desk-statutory", args=[year]) + query,
        reverse("desk-figures") + choice.query(year=str(year)),
        reverse("annual-total", args=[year]),
        reverse("enforcement-statistics", args=[year]) + query,
    )
