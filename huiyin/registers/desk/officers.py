"""行政执法人员名录 on the desk: expired and expiring certificates wait to be renewed or called in."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Column, Filter, Room, Section, Start, Todo, declare, of_states
from huiyin.registers.actions import officers
from huiyin.registers.forms.officers import FORMS, RegisterForm
from huiyin.registers.models import Officer, limits

State = Officer.State
PERIODS = (("valid", "有效"), ("expiring", "即将到期"), ("expired", "已过期（不公开）"))


def _soon() -> Any:
    return timezone.localdate() + timedelta(days=limits().expiring_days)


def _in_period(found: Any, chosen: str) -> Any:
    today = timezone.localdate()
    if chosen == "valid":
        return found.public(today)
    if chosen == "expiring":
        return found.public(today).filter(valid_until__lte=_soon())
    return found.expired(today)


def _waiting(found: Any) -> Any:
    return found.waiting() | found.active().filter(valid_until__lte=_soon())


def _waits(officer: Officer) -> bool:
    is_active = officer.state == Officer.State.ACTIVE
    return officer.is_waiting or (is_active and officer.valid_until <= _soon())


RENEWING, ANSWERS = frozenset({"renew"}), frozenset({"approve", "send_back"})


def _links(officer: Officer, actor: Actor) -> list[tuple[str, str]]:
    today = timezone.localdate()
    shown = officer.state == Officer.State.ACTIVE and not officer.is_expired(today)
    return (
        [("在门户上查看", f"{reverse('officers')}?{urlencode({'q': officer.reference})}")]
        if shown
        else []
    )


ROOM = declare(
    Room(
        key="officers",
        label="执法人员",
        unit="人",
        model=Officer,
        permissions=("registers.view_officers",),
        workflow=officers.workflow,
        columns=(
            Column("执法证号", lambda r: r.reference, "reference", "reference"),
            Column("姓名", lambda r: r.name, "name", "title"),
            Column("所在科室（队）", lambda r: r.department, "department"),
            Column("职务", lambda r: r.post, "post"),
            Column("发证日期", lambda r: r.issued_on, "issued_on", "date"),
            Column("有效期至", lambda r: r.valid_until, "valid_until", "due"),
            Column("状态", lambda r: r.state, "state", "state"),
        ),
        filters=(Filter("period", "证件", lambda actor: PERIODS, _in_period),),
        date_column="valid_until",
        search=("reference", "name", "department", "scope"),
        related=("agency",),
        sections=(
            Section(
                "执法人员",
                ("name", "unit", "department", "post", "scope", "void_reason"),
            ),
            Section(
                "执法证",
                ("issuer", "issued_on", "valid_until", "withdrawn_on", "withdraw_reason"),
            ),
        ),
        todo=Todo(
            open=_waiting,
            is_open=_waits,
            due="valid_until",
            step=lambda r: "核准公开" if r.is_waiting else "换证延期或注销",
            unit=lambda r: r.department,
            mine=of_states(
                {
                    "registers.keep_officers": {State.ACTIVE},
                    "registers.release_officers": {State.PROPOSED, State.ACTIVE},
                }
            ),
            steps={
                State.PROPOSED: frozenset({"approve"}),
                State.ACTIVE: frozenset({"approve", "renew", "withdraw"}),
            },
            heads=("registers.void_register",),
        ),
        pointless=lambda r: RENEWING if r.is_waiting else ANSWERS,
        forms=FORMS,
        start=Start("register", RegisterForm, officers.register),
        ledger="officers",
        links=_links,
        likely=("approve", "renew", "withdraw"),
    )
)
