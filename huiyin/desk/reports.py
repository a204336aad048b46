"""报告: the years for which there is something to report."""

from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework import rooms

from . import tables
from .gate import DeskRequest, staff


@staff
@require_GET
def reports(request: DeskRequest) -> HttpResponse:
    """报告."""
    today = timezone.localdate()
    firsts = [
        found["first"].year
        for room in rooms.rooms()
        if (found := room.seen_by(request.actor).order_by().aggregate(first=Min(room.date_column)))[
            "first"
        ]
    ]
    years = range(today.year, min(firsts) - 1, -1) if firsts else []
    told = [(year, reverse("summary", kwargs={"year": year}), year == today.year) for year in years]
    context = {"years": told, "sees_applications": request.actor.may(tables.APPLICATIONS)}
    return render(request, "desk/reports.html", context)
