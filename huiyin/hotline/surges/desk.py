"""苗头 on the desk: the weeks that stand out, their requests, and the button that makes a main case."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from huiyin.audit.actors import Actor
from huiyin.casework.gate import DeskRequest, enter
from huiyin.casework.rooms import Room, declare
from huiyin.casework.sheets import Column
from huiyin.hotline import rules
from huiyin.hotline.models import ServiceRequest, Surge
from huiyin.organisations.models import held_in
from huiyin.submissions import once

from . import actions
from .sheet import SHEET

VIEW = "hotline.view_requests"
RECENT = 8


def alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """What stands out this week or the last one, for whoever may take it together."""
    since = date.fromordinal(today.toordinal() - today.weekday() - 7)
    rows = Surge.objects.standing().filter(held_in(actor, rules.ASSIGN), week__gte=since)
    number = rows.count()
    return [("近两周的苗头", f"/desk/surges/?since={since}", number)] if number else []


def _prepare(rows: list[Any]) -> None:
    """How many requests of each are there for whoever may look; asked once."""
    visible = Count(
        "requests",
        filter=Q(requests__is_confidential=False) & ~Q(requests__state=ServiceRequest.State.VOIDED),
    )
    counted = Surge.objects.filter(pk__in=[row.pk for row in rows]).order_by()
    numbers = dict(counted.annotate(cases=visible).values_list("pk", "cases"))
    for row in rows:
        row.cases = numbers.get(row.pk, 0)


def _cases(surge: Any) -> str:
    return f"{getattr(surge, 'cases', surge.number)} 件"


ROOM = declare(
    Room(
        key="surges",
        label="苗头",
        unit="条",
        sheet=SHEET,
        permissions=(VIEW,),
        columns=SHEET.columns(
            Column("周", lambda row: row.reference, "week", "reference"),
            Column("地点、诉求", lambda row: row.title, "", "title"),
            Column("工单", _cases, "number"),
            Column("不同诉求人", lambda row: str(row.number), "number"),
            Column("平时每周", lambda row: f"{row.usual:.1f}", "usual"),
            Column("近周件数", lambda row: "、".join(map(str, row.weeks[-RECENT:]))),
        ),
        search=("place__reference", "category__name"),
        numbers=(),
        related=("agency", "place", "category"),
        extra="hotline/desk/surge.html",
        prepare=_prepare,
        alarms=alarms,
        narrowed=lambda rows, actor: rows.standing(),
    )
)


@require_POST
def make_main(request: DeskRequest, pk: int) -> HttpResponse:
    """并案: the chosen requests; the answer is the main case."""
    enter(request, ROOM.key)
    surge = get_object_or_404(ROOM.seen_by(request.actor), pk=pk)
    if not actions.can_join(surge, request.actor):
        raise PermissionDenied("您的岗位不能并案。")
    return once.answer(request, lambda: _make(request, surge), by_key_alone=True)


def _make(request: DeskRequest, surge: Surge) -> HttpResponse:
    keys = [
        int(key) for key in request.POST.getlist("request") if key.isdecimal() and len(key) < 16
    ]
    try:
        main, number = actions.make_main(surge, keys, actor=request.actor, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(surge)
    messages.success(request, f"已把 {number} 件并入 {main.reference}，一并办理、分别答复")
    return redirect(main)
