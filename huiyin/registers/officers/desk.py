"""行政执法人员名录 on the desk: expired and expiring certificates wait to be renewed or called in."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, Start, Todo, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.registers.settings import limits

from . import actions
from .forms import AmendOfficerForm, ApproveForm, RegisterForm
from .models import Officer
from .sheet import SHEET

State = Officer.State
PERIODS = (("valid", "有效"), ("expiring", "即将到期"), ("expired", "已过期（不公开）"))


def _soon() -> Any:
    return timezone.localdate() + timedelta(days=limits().expiring_days)


def _in_period(records: Any, chosen: str) -> Any:
    today = timezone.localdate()
    if chosen == "valid":
        return records.public(today)
    if chosen == "expiring":
        return records.public(today).filter(valid_until__lte=_soon())
    return records.expired(today)


def _waiting(records: Any) -> Any:
    return records.waiting() | records.active().filter(valid_until__lte=_soon())


def _waits(officer: Officer) -> bool:
    is_active = officer.state == Officer.State.ACTIVE
    return officer.is_waiting or (is_active and officer.valid_until <= _soon())


def _links(officer: Officer, actor: Actor) -> list[tuple[str, str]]:
    today = timezone.localdate()
    is_public = officer.state == Officer.State.ACTIVE and not officer.is_expired(today)
    return (
        [("在网站上查看", f"{reverse('officers')}?{urlencode({'q': officer.reference})}")]
        if is_public
        else []
    )


ROOM = declare(
    Room(
        key="officers",
        label="执法人员",
        unit="人",
        sheet=SHEET,
        permissions=("registers.view_officers",),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("姓名", lambda r: r.name, "name", "title"),
            "department",
            "post",
            "issued_on",
            Column("有效期至", lambda r: r.valid_until, "valid_until", "due"),
            "state",
        ),
        filters=(Filter("period", "证件", lambda actor: PERIODS, _in_period),),
        search=("reference", "name", "department", "scope"),
        related=("agency",),
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
        forms={"approve": ApproveForm, "amend": AmendOfficerForm},
        start=Start("register", RegisterForm, actions.register),
        ledger="officers",
        links=_links,
        likely=("approve", "renew", "withdraw"),
    )
)
