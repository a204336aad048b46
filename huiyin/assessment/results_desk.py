"""考核结果 on the desk."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest

from . import results
from .models import ANSWER
from .rules import VIEW


@require_GET
def overview(request: DeskRequest) -> HttpResponse:
    """The groups of a year; the newest, if none is asked for."""
    if not request.actor.may_somewhere(VIEW, ANSWER):
        raise PermissionDenied("您的岗位不能查看考核结果。")
    years = results.years(request.actor)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else next(iter(years), None)
    groups = results.groups(request.actor, year) if year else []
    context = {"years": years, "year": year, "groups": groups}
    return render(request, "assessment/desk/results.html", context)
