"""看板 of the applications: five numbers, of the agency and of each department."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from huiyin.audit.actors import Actor
from huiyin.casework.boards import Board, Number, Unit
from huiyin.organisations.models import Membership

from . import rules
from .alarms import RUNNING, suspended
from .models import Application

State = Application.State


NUMBERS = (("open", "在办", "calm"), ("week", "本周到期", "soon"), ("overdue", "已超期", "late"), ("suspended", "等待中", "calm"), ("answered", "本月办结", "calm"))  # fmt: skip


def board(actor: Actor, today: date) -> Board:
    """One query for all numbers, one for who sits where."""
    counted = _counted(Application.objects.valid().visible_to(actor, rules.VIEW), today)
    departments = _departments(actor, today)
    totals: Counter[str] = Counter()
    of_unit: dict[int, Counter[str]] = {}
    labels: dict[int, str] = {}
    for handler, numbers in counted:
        totals.update(numbers)
        for key, label in departments.get(handler, ()):
            labels[key] = label
            of_unit.setdefault(key, Counter()).update(numbers)
    nobody = Counter(next((numbers for handler, numbers in counted if handler is None), {}))
    units = [
        Unit(labels[key], _numbers(numbers, f"department={key}&"))
        for key, numbers in sorted(of_unit.items())
    ]
    return Board(_numbers(totals, ""), [*units, Unit("未分派", _numbers(nobody, "handler=none&"))])


def reach(actor: Actor) -> frozenset[int] | None:
    """Who sees the applications of the same agencies sees the same board."""
    return actor.agencies_with(rules.VIEW)


def _counted(records: Any, today: date) -> list[tuple[int | None, dict[str, int]]]:
    """(handler, the five numbers) for every handler; what was answered long ago is not read."""
    sunday = today + timedelta(days=6 - today.weekday())
    answered = Q(answered_on__gte=today.replace(day=1), answered_on__lte=today)
    asked = {
        "open": Q(state__in=Application.OPEN),
        "week": RUNNING & Q(due_on__gte=today, due_on__lte=sunday),
        "overdue": RUNNING & Q(due_on__lt=today),
        "suspended": suspended(today),
        "answered": answered,
    }
    rows = (
        records.filter(Q(state__in=Application.OPEN) | answered)
        .order_by()
        .values("handler_id")
        .annotate(**{f"n_{name}": Count("pk", filter=one) for name, one in asked.items()})
    )
    return [(row["handler_id"], {name: row[f"n_{name}"] for name in asked}) for row in rows]


def _departments(actor: Actor, today: date) -> dict[int | None, list[tuple[int, str]]]:
    agencies = actor.agencies_with(rules.VIEW)
    memberships = Membership.objects.on(today).select_related("post__organisation")
    by_user: dict[int | None, list[tuple[int, str]]] = {}
    for membership in memberships:
        unit = membership.post.organisation
        if agencies is None or {unit.pk, unit.parent_id} & agencies:
            place = (unit.pk, unit.short_name)
            if place not in by_user.setdefault(membership.user_id, []):
                by_user[membership.user_id].append(place)
    return by_user


def _numbers(counted: Counter[str], more: str) -> list[Number]:
    return [
        Number(
            label, counted[name], f"/desk/foi/?{more}when={name}", tone if counted[name] else "calm"
        )
        for name, label, tone in NUMBERS
    ]
