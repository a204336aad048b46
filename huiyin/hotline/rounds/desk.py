"""收集记录、应收集半日 on the desk."""

from datetime import date
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, Start, declare
from huiyin.casework.sheets import Column
from huiyin.hotline.models import HalfDay, Round
from huiyin.organisations.models import held_in

from . import actions
from .forms import RegisterForm
from .sheet import HALF_DAYS, SHEET, in_words, names

VIEW = "hotline.view_requests"


def _name(rows: list[Any]) -> None:
    """The names of the channels for a page of rows, asked once."""
    named = names()
    for row in rows:
        row.channel_names = named


def _named(row: Any) -> dict[str, str]:
    named: dict[str, str] | None = getattr(row, "channel_names", None)
    return names() if named is None else named


def counts_of(one: Round) -> str:
    return in_words(one.counts, "件", _named(one))


def owed_of(row: HalfDay) -> str:
    return in_words(row.owed, "次", _named(row))


def alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Half-days of today that wait for a round, for whoever makes it; missed ones for heads, too."""
    now = timezone.now()
    open_ones = HalfDay.objects.filter(day=today).exclude(HalfDay.KEPT)
    mine = open_ones.filter(held_in(actor, actions.COLLECT))
    waiting = mine.filter(opens_at__lte=now, closes_at__gt=now).order_by("closes_at")
    lines = []
    if first := waiting.first():
        until = timezone.localtime(first.closes_at)
        label = f"{first.get_half_display()}尚未收集，{until:%H:%M} 前完成"
        lines.append((label, "/desk/rounds/new/", waiting.count()))
    closed = open_ones.filter(held_in(actor, actions.COLLECT, actions.VOID), closes_at__lte=now)
    if missed := closed.count():
        address = f"/desk/half-days/?standing=missed&since={today}&until={today}"
        lines.append(("今天漏收集的半日", address, missed))
    return lines


ROUNDS = declare(
    Room(
        key="rounds",
        label="收集记录",
        unit="次",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            "collected_on",
            Column("时间", lambda one: f"{one.collected_time:%H:%M}", "collected_time"),
            Column("半日", lambda one: str(one.half_day or ""), "half_day__opens_at"),
            Column("各渠道新收", counts_of, "", "title"),
            "collector",
            "state",
        ),
        search=("reference", "collector", "remark"),
        related=("agency", "half_day"),
        start=Start("register", RegisterForm, actions.register),
        ledger="rounds",
        extra="hotline/desk/round.html",
        prepare=_name,
    )
)
STANDING = (("kept", "已收集"), ("missed", "漏收集"), ("waiting", "待收集"))


def _standing(records: Any, value: str) -> Any:
    if value == "kept":
        return records.filter(HalfDay.KEPT)
    left, now = records.exclude(HalfDay.KEPT), timezone.now()
    return left.filter(closes_at__lte=now) if value == "missed" else left.filter(closes_at__gt=now)


def _state(row: HalfDay) -> str:
    return row.standing(timezone.now())


ROOM = declare(
    Room(
        key="half-days",
        label="应收集半日",
        unit="个",
        sheet=HALF_DAYS,
        permissions=(VIEW,),
        columns=HALF_DAYS.columns(
            Column("半日", lambda row: row.reference, "opens_at", "title"),
            Column("截止", lambda row: f"{timezone.localtime(row.closes_at):%H:%M}"),
            Column("应收集", owed_of),
            Column("状态", _state, "", "state"),
        ),
        filters=(Filter("standing", "状态", lambda actor: STANDING, _standing),),
        search=("reference",),
        related=("agency",),
        extra="hotline/desk/half_day.html",
        prepare=_name,
        standing=_state,
    )
)
