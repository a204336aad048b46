"""计划看板 on the desk: a year on one page, to be printed or taken along."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest
from huiyin.coordination.models import HANDLE
from huiyin.organisations.models import Organisation
from huiyin.web import downloads

from . import board
from .models import KEEP, VIEW, PlanItem


@require_GET
def show(request: DeskRequest) -> HttpResponseBase:
    """The newest year unless one is asked for; a unit sees its own tasks."""
    if not request.actor.may_somewhere(VIEW, KEEP, HANDLE):
        raise PermissionDenied("您的岗位不能查看工作计划。")
    seen = PlanItem.objects.visible_to(request.actor, VIEW, KEEP, HANDLE).valid()
    years = list(seen.order_by("-year").values_list("year", flat=True).distinct())
    today = timezone.localdate()
    year = _number(request.GET.get("year", ""), years) or _usual(years, today)
    units = list(
        Organisation.objects.filter(pk__in=seen.filter(year=year).order_by().values("unit"))
    )
    unit = next((one for one in units if one.slug == request.GET.get("unit")), None)
    rows = seen.filter(unit=unit) if unit else seen
    shown = board.read(rows, year, _day(request.GET.get("day", ""), today))
    if form := request.GET.get("export", ""):
        return downloads.answer(shown.table(), form)
    context = {
        "board": shown, "years": years, "units": units, "unit": unit, "today": today,
        "query": f"year={year}" + (f"&unit={unit.slug}" if unit else "") + f"&day={shown.day}",
    }  # fmt: skip
    return render(request, "planning/desk/board.html", context)


def _number(text: str, years: list[int]) -> int | None:
    return int(text) if text in map(str, years) else None


def _usual(years: list[int], today: date) -> int:
    """This year's plan, else the newest, which may be next year's."""
    return today.year if today.year in years or not years else years[0]


def _day(text: str, today: date) -> date:
    """As of which day; not one to come."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today
