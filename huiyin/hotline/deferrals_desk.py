"""挂账事项 on the desk: what is not solved yet, the next look, and how it ended."""

from datetime import date
from typing import Any

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import form_of
from huiyin.casework.forms import ReleaseForm
from huiyin.casework.rooms import Filter, Room, Todo, by_choice, declare, of_model, of_states
from huiyin.casework.sheets import Column
from huiyin.organisations.models import held_in

from . import rules
from .actions import deferring
from .deferral_sheet import SHEET
from .models import Deferral, ServiceRequest

VIEW = "hotline.view_requests"
State = Deferral.State


def alarms(actor: Actor, today: date) -> list[tuple[str, str, int]]:
    """Looks that are overdue, for whoever makes them."""
    late = Deferral.objects.visible_to(actor, VIEW).filter(held_in(actor, rules.ANSWER))
    number = late.filter(state=State.OPEN, due_on__lt=today).count()
    return [("挂账事项超期未查看", "/desk/deferrals/?overdue=1", number)] if number else []


def _links(deferral: Deferral, actor: Actor) -> list[tuple[str, str]]:
    room, request = of_model(ServiceRequest), deferral.request
    if room is None or not room.seen_by(actor).filter(pk=request.pk).exists():
        return []
    return [(f"工单 {request.reference}", room.address(request))]


def _overdue(records: Any, value: str) -> Any:
    return records.open() if value == "open" else records.filter(state=State.SETTLED)


ROOM = declare(
    Room(
        key="deferrals",
        label="挂账事项",
        unit="件",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=deferring.workflow,
        columns=SHEET.columns(
            "reference",
            Column("工单", lambda one: one.title, "", "title"),
            Column(
                "承办单位",
                lambda one: one.request.unit.short_name if one.request.unit else "",
                "request__unit",
            ),
            "deferred_on",
            Column("下次查看", lambda one: one.due_on, "due_on", "due"),
            "result",
            "state",
        ),
        filters=(
            Filter("standing", "是否了结", lambda actor: (("open", "未了结"), ("settled", "已销账")), _overdue),
            by_choice("result", "结果", Deferral.Result.choices),
        ),
        search=("reference", "request__reference", "reason", "plan"),
        related=("agency", "request", "request__unit"),
        order="due_on",
        todo=Todo(
            open=lambda records: records.open(),
            is_open=lambda one: one.is_open,
            due="due_on",
            step=lambda one: "审核销账" if one.state == State.ENDING else "查看",
            unit=lambda one: one.request.unit.short_name if one.request.unit else "",
            mine=of_states({rules.ANSWER: {State.OPEN, State.ENDING}}),
            steps={State.OPEN: frozenset({"look"}), State.ENDING: frozenset({"settle"})},
        ),
        forms={"settle": form_of(deferring.propose_end, ReleaseForm)},
        likely=("settle", "look", "propose_end", "keep_open"),
        links=_links,
        extra="hotline/desk/looks.html",
        alarms=alarms,
    )
)  # fmt: skip
