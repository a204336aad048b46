"""看板 of the hotline: what is open, late, unsigned and sent back, of the agency and of each unit.

It hangs on a wall where everybody who passes reads it: of confidential requests it knows only how
many are open, and that only for whoever may name who knows of them.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.boards import Board, Late, Number, Unit
from huiyin.casework.margins import moment_of
from huiyin.coordination.models import HANDLE, Assignment, Lights, edges
from huiyin.organisations.models import Organisation, held_in
from huiyin.workdays.load import steady

from .models import ServiceRequest, ServiceRequestQuerySet
from .supervised import KEY

VIEW, CONFIDE = "hotline.view_requests", "hotline.confide_request"
State = ServiceRequest.State
OLDEST = 10
NOBODY = "待交办"
NUMBERS = (
    ("open", "在办", "calm", "/desk/hotline/?when=open"),
    ("today", "今日到期", "soon", "/desk/hotline/?when=today"),
    ("overdue", "已超期", "late", "/desk/hotline/?when=overdue"),
    ("unsigned", "待签收", "soon", "/desk/hotline/?state=dispatched"),
    (
        "waiting",
        "退回待定",
        "late",
        "/desk/assignments/?about=hotline.servicerequest&returned=open",
    ),
    ("yellow", "黄灯", "soon", "/desk/hotline/?light=yellow"),
    ("red", "红灯", "late", "/desk/hotline/?light=red"),
    (
        "returned",
        "本月退单",
        "calm",
        "/desk/assignments/?about=hotline.servicerequest&returned=month",
    ),
)


def reach(actor: Actor) -> Hashable:
    """Who holds the same in the same places sees the same board."""
    return actor.agencies_with(VIEW), actor.agencies_with(CONFIDE), actor.units_with(HANDLE)


def board(actor: Actor, today: date) -> Board:
    """A handful of questions, however many requests and units there are."""
    now = timezone.localtime()
    lights = Lights.on(today)
    red, near = _lit(lights, now)
    shown = ServiceRequest.objects.visible_to(actor, VIEW, HANDLE).filter(is_confidential=False)
    counted = _counted(shown.handled(), red, near, today)
    for key, numbers in (*_waiting(shown), *_returned(actor, today)):
        counted.setdefault(key, Counter()).update(numbers)
    total: Counter[str] = Counter()
    for numbers in counted.values():
        total.update(numbers)
    units = [
        Unit(name or NOBODY, _numbers(numbers, slug))
        for (slug, name), numbers in sorted(counted.items(), key=lambda one: one[0][1])
    ]
    return Board(_numbers(total), units, _oldest(shown, today, now, lights), _remark(actor))


UnitKey = tuple[str, str]
"""Slug and name of a unit; empty of what nobody has."""


def _lit(lights: Lights, now: datetime) -> tuple[Q, Q]:
    """What is red, and what is yellow, at this moment."""
    red, near = Q(pk__in=()), Q(pk__in=())
    with steady():
        for agency in Organisation.objects.agencies():
            known = edges(lights, KEY, agency, now)
            if known is not None:
                red |= Q(agency=agency, due_on__lte=known.red)
                near |= Q(agency=agency, due_on__gt=known.red, due_on__lte=known.yellow)
    return red, near


WHEN = (
    ("open", "在办"), ("overdue", "已超期"), ("today", "今天到期"), ("week", "本周到期"),
)  # fmt: skip
CHIPS = tuple((label, f"when={value}") for value, label in WHEN[1:])
LIT = (("yellow", "黄灯"), ("red", "红灯"))


def of_when(records: Any, value: str) -> Any:
    """For the list: what is being handled, what of it is due today, this week, or late."""
    today, open_ones = timezone.localdate(), records.handled()
    if value == "today":
        return open_ones.filter(due_on=today)
    if value == "week":
        sunday = today + timedelta(days=6 - today.weekday())
        return open_ones.filter(due_on__range=(today, sunday))
    return open_ones.filter(due_on__lt=today) if value == "overdue" else open_ones


def of_light(records: Any, value: str) -> Any:
    """For the list: the open ones with this light."""
    red, near = _lit(Lights.on(timezone.localdate()), timezone.localtime())
    lit = red if value == "red" else near
    return records.handled().filter(lit)


def _counted(
    open_ones: ServiceRequestQuerySet, red: Q, near: Q, today: date
) -> dict[UnitKey, Counter[str]]:
    asked = {
        "open": Q(),
        "today": Q(due_on=today),
        "overdue": Q(due_on__lt=today),
        "unsigned": Q(state=State.DISPATCHED),
        "yellow": near,
        "red": red,
    }
    rows: Any = (
        open_ones.order_by()
        .values("unit__slug", "unit__short_name")
        .annotate(**{f"n_{name}": Count("pk", filter=one) for name, one in asked.items()})
    )
    return {
        (row["unit__slug"] or "", row["unit__short_name"] or ""): Counter(
            {name: row[f"n_{name}"] for name in asked}
        )
        for row in rows
    }


def _by_unit(tasks: "QuerySet[Assignment]", name: str) -> Iterable[tuple[UnitKey, Counter[str]]]:
    rows = tasks.order_by().values_list("unit__slug", "unit__short_name").annotate(Count("pk"))
    return [((slug, short), Counter({name: number})) for slug, short, number in rows]


def _waiting(shown: ServiceRequestQuerySet) -> Iterable[tuple[UnitKey, Counter[str]]]:
    """Sent back, of an open request, and given to nobody since; by who sent it back."""
    tasks = Assignment.objects.unfollowed().filter(about_kind=KEY)
    open_ones = shown.handled()
    return _by_unit(tasks.filter(about_pk__in=open_ones.order_by().values("pk")), "waiting")


def _returned(actor: Actor, today: date) -> Iterable[tuple[UnitKey, Counter[str]]]:
    """Sent back this month."""
    own = actor.units_with(HANDLE)
    seen = held_in(actor, VIEW) | (Q(pk__in=()) if own is None else Q(unit__in=own))
    since = today.replace(day=1)
    tasks = Assignment.objects.filter(seen, about_kind=KEY, returned_on__gte=since)
    return _by_unit(tasks, "returned")


def _numbers(counted: Counter[str], slug: str | None = None) -> list[Number]:
    more = f"&unit={slug}" if slug else ""
    return [
        Number(label, counted[name], address + more, tone if counted[name] else "calm")
        for name, label, tone, address in NUMBERS
    ]


def _oldest(
    shown: ServiceRequestQuerySet, today: date, now: datetime, lights: Lights
) -> tuple[Late, ...]:
    rows = shown.handled().filter(due_on__lt=today)
    rows = rows.select_related("agency", "unit").order_by("due_on", "pk")[:OLDEST]
    return tuple(
        Late(
            row.reference,
            row.get_absolute_url(),
            row.unit.short_name if row.unit else NOBODY,
            _late(row, now, lights),
        )
        for row in rows
    )


def _late(row: ServiceRequest, now: datetime, lights: Lights) -> str:
    """In hours in which the office was open: nights and holidays are nobody's delay."""
    if row.due_on is None:
        return ""
    hours = lights.hours(row.agency)
    late = hours.between(moment_of(row.due_on, hours), now)
    return f"超期 {late // timedelta(hours=1)} 小时"


def _remark(actor: Actor) -> str:
    if not actor.may_somewhere(CONFIDE):
        return ""
    secret = ServiceRequest.objects.handled().filter(held_in(actor, CONFIDE), is_confidential=True)
    count = secret.count()
    return f"另有保密工单 {count} 件在办，不在上表中" if count else ""
